import { Misfit } from "../value/serializer.js";

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text is without lone surrogates: as UTF-8 all of them are the same U+FFFD, and two keys would be one. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Throws a `Misfit` for a text that is not well-formed. */
export function assertWellFormed(text: string, place: string): void {
  if (!isWellFormed(text)) throw new Misfit(place, "well-formed Unicode, which a key must be");
}
