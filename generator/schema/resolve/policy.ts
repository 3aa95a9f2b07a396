import type { FunctionPolicy, Policy } from "../model.js";
import type { OptionValues } from "../option/table.js";
import { given } from "../source/given.js";

/** What may be set for a region and again for one of its functions. */
const POLICY = [
  "expirationMs",
  "graceMs",
  "jitter",
  "eager",
  "refresh",
  "softTimeoutMs",
  "hardTimeoutMs",
  "retryAfterMs",
  "leaseMs",
  "waitMs",
  "strict",
] as const;

/** Gives what a region's options say about its entries. */
export function policyOf(options: OptionValues): Policy {
  return given(options, POLICY);
}

/** Gives what a function's options say; `cacheNull: true` says what is so anyway. */
export function functionPolicyOf(options: OptionValues): FunctionPolicy {
  const { cacheNullMs } = options;
  const keepsNull = cacheNullMs === undefined || cacheNullMs.value === true;
  return {
    ...policyOf(options),
    ...(keepsNull ? {} : { cacheNullMs: cacheNullMs.value }),
    ...given(options, ["missingMs", "maxBatch"]),
  };
}
