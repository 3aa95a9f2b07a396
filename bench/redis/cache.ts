/** Cached functions on Redis as the generator writes them, beside the compiled runtime. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CUSTOMER, CUSTOMER_TYPES, type Customer } from "../customer.js";
import type { BuiltCommand } from "../generator/command.js";

const SCHEMA = `version: 1
namespace: bench
backends:
  main: \${CACHE_URL}
${CUSTOMER_TYPES}regions:
  customers:
    expiration: 10m
    grace: 1h
    functions:
      getCustomer:
        args:
          id: CustomerId
        returns: Customer
      getCustomers:
        multiOf: getCustomer
`;

type Creator = (id: string) => Customer | Promise<Customer>;
type ManyCreator = (ids: readonly string[]) => Map<string, Customer>;

/** Part of what `generated/index.ts` exports; the schema above says so. */
interface Generated {
  readonly customers: {
    readonly getCustomer: { cacheOnArguments(creator: Creator): (id: string) => Promise<Customer> };
    readonly getCustomers: {
      cacheMultiOnArguments(
        creator: ManyCreator,
      ): (ids: readonly string[]) => Promise<Map<string, Customer>>;
    };
  };
}

/** What is measured. */
export interface Cache extends Pick<Generated, "customers"> {
  closeAll(): Promise<void>;
}

/** Where {@link generateCache} has put it: for {@link loadCache}, in this process or another. */
export function generateCache(command: BuiltCommand): string {
  const folder = join(command.folder, "redis");
  mkdirSync(folder);
  writeFileSync(join(folder, "cache.schema.yaml"), SCHEMA);
  command.cpuSeconds(folder, ["generate"]);
  return folder;
}

/** Load the generated code from its folder; its regions are on the server that `CACHE_URL` names. */
export async function loadCache(folder: string): Promise<Cache> {
  const load = (path: string): Promise<unknown> => import(pathToFileURL(join(folder, path)).href);
  const { customers } = (await load("generated/index.ts")) as Generated;
  const { closeAll } = (await load("../dist/runtime/index.js")) as Pick<Cache, "closeAll">;
  return { customers, closeAll };
}

/** The id of a customer: any number has one. */
export function idOf(number: number): string {
  return `0b5c3a86-3f1d-4c7e-9f0a-${number.toString(16).padStart(12, "0")}`;
}

/** Makes the customer of an id. */
export function customer(id: string): Customer {
  return { ...CUSTOMER, id };
}

/** A server under measurement, and what is cached there. */
export interface Bench {
  readonly url: string;
  /** For {@link loadCache} in another process. */
  readonly folder: string;
  readonly cache: Cache;
}
