import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { FunctionPolicy } from "../model.js";
import type { FunctionDeclaration } from "../shape/declaration.js";
import { settled, type Given } from "./option-chain.js";
import { functionPolicyOf } from "./policy.js";

/** The options that decide how long an entry is kept; functions that share entries agree on them. */
const SHARED = [
  ["expiration", "expirationMs", Infinity],
  ["grace", "graceMs", 0],
  ["jitter", "jitter", 0],
  ["cacheNull", "cacheNullMs", true],
] as const;

/** The functions that share entries, and the options of their region. */
export interface Sharing {
  readonly multi: FunctionDeclaration;
  readonly single: FunctionDeclaration;
  readonly region: Given;
}

/** Reports options of a multi function that contradict the function whose entries it shares. */
export function checkShared({ multi, single, region }: Sharing, report: Report): void {
  for (const [name, field, byDefault] of SHARED) {
    const own = multi.options[field];
    const theirs = settled([single, region], [name, field], byDefault);
    if (own === undefined || theirs === undefined || own.value === theirs) continue;
    const message = `${name} differs from that of ${quote(single.name.value)}, whose entries are shared`;
    report.add({
      code: "CG4006",
      span: own.span,
      message,
      hint: `leave it out: it is taken from there`,
    });
  }
}

/** Gives the policy of a function that shares the entries of another: theirs, then its own. */
export function sharedPolicyOf({ multi, single }: Sharing): FunctionPolicy {
  return { ...functionPolicyOf(single.options), ...functionPolicyOf(multi.options) };
}
