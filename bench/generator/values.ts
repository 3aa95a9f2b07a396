/**
 * What it costs to turn a nested object of about 1 KB into text and back, every member checked and dates revived, beside
 * `JSON.stringify` and `JSON.parse`, which check and revive nothing. I1: decode within 1.05, I2: encode within 0.9 of them.
 * I3: by position, decode within 0.65 of `JSON.parse` of the plain text, and a size within 0.6 of it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlainSerializer } from "../../runtime/value/serializer.js";
import { CUSTOMER, CUSTOMER_TYPES } from "../customer.js";
import { takeTurns } from "../turns.js";
import type { BuiltCommand } from "./command.js";
import { ratios, type Finding } from "./finding.js";

const ROUNDS = 21;
const OPERATIONS = 20_000;

const SCHEMA = `version: 1
namespace: bench
${CUSTOMER_TYPES}regions:
  customers:
    wire: compact
    functions:
      getCustomer:
        args:
          id: CustomerId
        returns: Customer
`;

/** Measure I1, I2 and I3. */
export async function measureValues(command: BuiltCommand): Promise<readonly Finding[]> {
  const { Customer, CustomerCompact } = await serializersOf(command);
  const text = JSON.stringify(CUSTOMER);
  if (Customer.encode(CUSTOMER).length !== text.length) throw new Error("another text than JSON's");
  const packed = CustomerCompact.encode(CUSTOMER);
  const costs = await takeTurns(
    [
      repeated("JSON.parse", () => JSON.parse(text)),
      repeated("decode", () => Customer.decode(text)),
      repeated("JSON.stringify", () => JSON.stringify(CUSTOMER)),
      repeated("encode", () => Customer.encode(CUSTOMER)),
      repeated("compact decode", () => CustomerCompact.decode(packed)),
      repeated("compact encode", () => CustomerCompact.encode(CUSTOMER)),
      repeated("revive", () => Customer.revive?.(text)),
      repeated("by hand", () => revivedByHand(text)),
    ],
    { rounds: ROUNDS, operations: OPERATIONS },
  );
  const times = new Map(costs.map(({ name, ns }) => [name, ns]));
  const over = (name: string, floor: string): Pick<Finding, "measured" | "unit"> => {
    return { measured: ratios(times.get(name) ?? [], times.get(floor) ?? []), unit: "x" };
  };
  const size = `${text.length} bytes`;
  return [
    {
      goal: "I1",
      what: `decode ${size}, over JSON.parse`,
      ...over("decode", "JSON.parse"),
      limit: 1.05,
    },
    {
      goal: "",
      what: "decode what was written for the same type, over JSON.parse",
      ...over("revive", "JSON.parse"),
    },
    {
      goal: "",
      what: "JSON.parse and new Date by hand, unchecked, over JSON.parse",
      ...over("by hand", "JSON.parse"),
    },
    {
      goal: "I2",
      what: `encode ${size}, over JSON.stringify`,
      ...over("encode", "JSON.stringify"),
      limit: 0.9,
    },
    {
      goal: "I3",
      what: "compact decode, over JSON.parse of the plain text",
      ...over("compact decode", "JSON.parse"),
      limit: 0.65,
    },
    {
      goal: "I3",
      what: "compact size, over the plain text",
      measured: [packed.length / text.length],
      limit: 0.6,
      unit: "x",
    },
    {
      goal: "",
      what: "compact encode, over JSON.stringify",
      ...over("compact encode", "JSON.stringify"),
    },
  ];
}

/** What one would write for this one type who checks nothing. */
function revivedByHand(text: string): unknown {
  const customer = JSON.parse(text);
  customer.createdAt = new Date(customer.createdAt);
  customer.updatedAt = new Date(customer.updatedAt);
  for (const line of customer.lines) line.orderedAt = new Date(line.orderedAt);
  return customer;
}

/** The generated serializers, loaded beside the compiled runtime. */
async function serializersOf(command: BuiltCommand): Promise<Serializers> {
  const folder = join(command.folder, "values");
  mkdirSync(folder);
  writeFileSync(join(folder, "cache.schema.yaml"), SCHEMA);
  command.cpuSeconds(folder, ["generate"]);
  // The schema above says what the file exports.
  return import(
    pathToFileURL(join(folder, "generated/serializers.ts")).href
  ) as Promise<Serializers>;
}

interface Serializers {
  readonly Customer: PlainSerializer<typeof CUSTOMER>;
  readonly CustomerCompact: PlainSerializer<typeof CUSTOMER>;
}

function repeated(name: string, operation: () => unknown): { name: string; work: () => void } {
  const work = (): void => {
    let last: unknown;
    for (let count = 0; count < OPERATIONS; count += 1) last = operation();
    if (last === undefined) throw new Error(`${name} made nothing`);
  };
  return { name, work };
}
