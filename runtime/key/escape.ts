import { Misfit } from "../value/serializer.js";

const NEEDS_CARE = /[^A-Za-z0-9_.\-\u0080-\ud7ff\ue000-\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const UNSAFE = /[^A-Za-z0-9_.\-\u0080-\uffff]/g;

/**
 * Text as it stands in a key: letters, digits, `_`, `.`, `-` and all beyond ASCII stay, the rest becomes `%XX`.
 * Injective, and free of every character that has a meaning between parts. Throws a `Misfit` for a lone surrogate.
 */
export function escaped(text: string, place: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  // Written as UTF-8, every lone surrogate turns into the same U+FFFD: two keys would be one.
  if (LONE_SURROGATE.test(text))
    throw new Misfit(place, "well-formed Unicode, which a key must be");
  return text.replace(UNSAFE, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
