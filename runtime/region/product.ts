/** What a creation brings forth, on its way to the callers. */
import type { Held } from "../backend/backend.js";
import { NO_VALUE, type NoValue } from "../value/no-value.js";
import { Unreadable } from "../value/unreadable.js";
import type { Rules } from "./rules.js";

/** A value in the form it is kept in, and for which type it was written. */
export type Kept = Pick<Held, "kept" | "fingerprint">;

/** A result on its way to its callers. */
export type Product =
  /** Checked and in the form it is kept in: each caller gets a value of its own out of it. */
  | ({ readonly kind: "kept" } & Kept)
  /** Of no declared type, so that no copy of it can be made: everybody gets it as it is. */
  | { readonly kind: "loose"; readonly value: unknown };

/** What somebody else has made and stored. */
export function productOf({ kept, fingerprint }: Held): Product {
  return { kind: "kept", kept, fingerprint };
}

/** Whether it is a "not found": no answer for those who ask for one value, since a single creator may know better. */
export function isAbsent(product: Product, rules: Rules<unknown>): boolean {
  return product.kind !== "loose" && product.kept === rules.isolation.absentForm;
}

/** What a creation is worth to those who waited for it; `NO_VALUE` for a "not found". */
export function valueOf<V>(product: Product, rules: Rules<V>): V | NoValue {
  // A loose value fits no type: it is what the application's own creator returned.
  return product.kind === "loose" ? (product.value as V) : give(product, rules);
}

/** What a kept value is for its reader: `NO_VALUE` for a remembered "not found". Throws when it is none of ours. */
export function give<V>({ kept, fingerprint }: Kept, rules: Rules<V>): V | NoValue {
  if (kept === rules.isolation.absentForm) return NO_VALUE;
  if (kept instanceof Unreadable) throw kept;
  return rules.isolation.give(kept, fingerprint);
}
