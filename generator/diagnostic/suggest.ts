import { nearest } from "../../runtime/nearest.js";
import { oneOf, quote } from "./quote.js";

export { nearest };

/** Names listed at most when none is near. */
const MOST_LISTED = 12;

/** Writes the hint for a word that is none of the names: the nearest one, or else all of them. */
export function suggestion(word: string, names: readonly string[]): string | undefined {
  const near = nearest(word, names);
  if (near !== undefined) return `did you mean ${quote(near)}?`;
  if (names.length === 0) return undefined;
  if (names.length <= MOST_LISTED) return `use ${oneOf(names)}`;
  return `use one of ${names.slice(0, MOST_LISTED).join(", ")}, …`;
}
