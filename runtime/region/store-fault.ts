import { CacheError, isCacheError } from "../errors.js";
import { variableOf } from "./environment.js";

/** Whose store could not be had. */
interface StoreOwner {
  readonly name: string;
  readonly backend?: unknown;
}

/** What is wrong with a store's text or its loading, as it is said of the region and of the variable the text comes from. */
export function storeFault(error: unknown, { name, backend }: StoreOwner): unknown {
  if (!isCacheError(error) || error.region !== undefined) return error;
  const variable = typeof backend === "string" ? variableOf(backend, process.env) : undefined;
  const source = variable === undefined ? "" : `, variable ${variable}`;
  const cause = "cause" in error ? { cause: error.cause } : {};
  const message = `region "${name}"${source}: ${error.message}`;
  return new CacheError(error.code, message, { region: name, ...cause });
}
