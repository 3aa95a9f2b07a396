import { assertWellFormed } from "./well-formed.js";

const NEEDS_CARE = /[^A-Za-z0-9_.\-\u0080-\ud7ff\ue000-\uffff]/;
const UNSAFE = /[^A-Za-z0-9_.\-\u0080-\uffff]/g;

/**
 * Text as it stands in a key: letters, digits, `_`, `.`, `-` and all beyond ASCII stay, the rest becomes `%XX`.
 * Injective, and free of every character that has a meaning between parts. Throws a `Misfit` for a lone surrogate.
 */
export function escaped(text: string, place: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  assertWellFormed(text, place);
  return text.replace(UNSAFE, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
