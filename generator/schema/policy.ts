import { quote } from "../diagnostic/quote.js";
import type { Report } from "../diagnostic/report.js";
import type { FunctionDeclaration, RegionDeclaration } from "./declaration.js";
import type { FunctionPolicy, Policy } from "./model.js";
import type { Located } from "./node.js";
import type { OptionValues } from "./options.js";

/** Gives what a region's options say about its entries. */
export function policyOf(options: OptionValues): Policy {
  const { expirationMs, graceMs, refresh, strict } = options;
  return {
    ...(expirationMs === undefined ? {} : { expirationMs: expirationMs.value }),
    ...(graceMs === undefined ? {} : { graceMs: graceMs.value }),
    ...(refresh === undefined ? {} : { refresh: refresh.value }),
    ...(strict === undefined ? {} : { strict: strict.value }),
  };
}

/** Gives what a function's options say; `cacheNull: true` says what is so anyway. */
export function functionPolicyOf(options: OptionValues): FunctionPolicy {
  const { cacheNullMs, missingMs, maxBatch } = options;
  const keepsNull = cacheNullMs === undefined || cacheNullMs.value === true;
  return {
    ...policyOf(options),
    ...(keepsNull ? {} : { cacheNullMs: cacheNullMs.value }),
    ...(missingMs === undefined ? {} : { missingMs: missingMs.value }),
    ...(maxBatch === undefined ? {} : { maxBatch: maxBatch.value }),
  };
}

/** Reports grace where nothing ever turns stale. */
export function checkGrace(region: RegionDeclaration, report: Report): void {
  const { options, functions } = region;
  const expires = mayExpire(region);
  if (!expires && !functions.some(mayExpire)) reportGrace(options.graceMs, report);
  for (const declaration of functions) {
    const isSet = declaration.options.expirationMs !== undefined;
    if (!mayExpire(declaration) && (isSet || !expires)) {
      reportGrace(declaration.options.graceMs, report);
    }
  }
}

/** The options of a region or function, and which of them were reported. */
type Given = Pick<RegionDeclaration, "options" | "faulted">;

function mayExpire({ options, faulted }: Given): boolean {
  return Number.isFinite(options.expirationMs?.value) || faulted.includes("expiration");
}

function reportGrace(graceMs: Located<number> | undefined, report: Report): void {
  if (graceMs === undefined || graceMs.value === 0) return;
  const message = "grace without an expiration: these values never turn stale";
  report.add({ code: "CG4005", span: graceMs.span, message, hint: "give expiration a duration" });
}

/** The options that decide how long an entry is kept; functions that share entries agree on them. */
const SHARED = [
  ["expiration", "expirationMs", Infinity],
  ["grace", "graceMs", 0],
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
  const isFaulted = (name: string): boolean =>
    [single, region].some((given) => given.faulted.includes(name));
  for (const [name, field, byDefault] of SHARED) {
    const own = multi.options[field];
    const theirs = (single.options[field] ?? region.options[field])?.value ?? byDefault;
    if (own === undefined || own.value === theirs || isFaulted(name)) continue;
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
