import { SCALARS, type SchemaModel, type ValueType } from "../../../generator/schema/model.js";
import {
  list,
  map,
  named,
  nullable,
  object,
  record,
  region,
  scalar,
  schema,
  set,
  single,
} from "../model-parts.js";

const every: readonly (readonly [name: string, type: ValueType])[] = [
  ...SCALARS.map((name) => [`${name}Scalar`, scalar(name)] as const),
  ["enumMember", { kind: "enum", members: ["red", "green"] }],
  ["constString", { kind: "const", value: "one" }],
  ["constNumber", { kind: "const", value: -1500 }],
  ["constBoolean", { kind: "const", value: true }],
  ["listOfEnums", list({ kind: "enum", members: ["red", "green"] })],
  ["listOfNulls", list(nullable(scalar("datetime")))],
  ["listOfLists", list(list(named("Color")))],
  ["setOfBigints", set(scalar("bigint"))],
  ["mapOfDates", map(scalar("string"), scalar("datetime"))],
  ["mapOfObjects", map(named("ItemId"), named("Item"))],
  ["recordOfBytes", record(scalar("bytes"))],
  ["recordOfMaybe", record(nullable(named("Item")))],
  ["maybeList", nullable(list(scalar("int")))],
  ["maybeAlias", nullable(named("MaybeText"))],
  ["color", named("Color")],
  ["itemId", named("ItemId")],
  ["amount", named("Amount")],
  ["names", named("Names")],
];

/** Every type as a member, as one that may be absent, and as what a function returns. */
export const model: SchemaModel = schema(
  [
    { kind: "enum", name: "Color", members: ["red", "green"] },
    { kind: "brand", name: "ItemId", of: scalar("uuid") },
    { kind: "brand", name: "Amount", of: scalar("bigint") },
    { kind: "alias", name: "Names", of: list(scalar("string")) },
    { kind: "alias", name: "MaybeText", of: nullable(scalar("string")) },
    object("Item", Object.fromEntries(every)),
    object("Partly", Object.fromEntries(every.map(([name, type]) => [`${name}?`, type]))),
    object("Limited", {
      text: scalar("string", { min: 1, max: 80, pattern: "^[a-z]+$" }),
      code: scalar("string", { length: 2 }),
      count: scalar("int", { min: 0, max: 1_000_000 }),
      ratio: scalar("float", { max: 0.5 }),
      tags: list(scalar("string", { pattern: "^[a-z]+$" }), { min: 1 }),
      flags: set(scalar("int", { min: 1 }), { max: 8 }),
      "maybe?": nullable(scalar("string", { max: 5 })),
    }),
  ],
  [
    region(
      "values",
      [
        ...every.map(([name, type]) => single(name, type)),
        single("item", named("Item")),
        single("partly", named("Partly")),
        single("limited", named("Limited")),
      ],
      { policy: { expirationMs: Infinity, refresh: "background", strict: true } },
    ),
  ],
);
