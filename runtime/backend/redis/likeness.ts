import { createHash } from "node:crypto";
import { Unreadable } from "../../value/unreadable.js";

/**
 * What a script tells by whether an entry is still what a reader found, as its arguments: whether all of it was found or its
 * payload alone, and the digest of that.
 */
export function likenessOf(kept: unknown): readonly [isWhole: 0 | 1, digest: string] {
  if (kept instanceof Unreadable) return [1, digestOf(kept.stored)];
  return [0, digestOf(kept)];
}

/** Nothing has an empty one. */
function digestOf(found: unknown): string {
  if (typeof found !== "string" && !(found instanceof Uint8Array)) return "";
  return createHash("sha1").update(found).digest("hex");
}
