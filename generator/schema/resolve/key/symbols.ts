/**
 * The signs a key is made of, as sets of bits: visible ASCII one by one, and all beyond ASCII as one, since nothing
 * in a key treats them differently. The order is that in which an example prefers them.
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "1234567890";
const SIGNS = "_-.%~()+=,:/|;#@&?!*$'\"<>[]\\^`{}";

/** Stands for every character beyond ASCII. */
const BEYOND = "\u00e9";

const ORDER = `${LETTERS}${DIGITS}${LETTERS.toUpperCase()}${SIGNS}${BEYOND}`;

/** A set of signs. */
export type Symbols = bigint;

/** Digits of decimal numbers. */
export const DECIMAL: Symbols = symbolsOf(DIGITS);

/** Digits of hexadecimal numbers in lower case. */
export const HEX: Symbols = symbolsOf(`${DIGITS}abcdef`);

/** Digits of base64url. */
export const BASE64: Symbols = symbolsOf(`${LETTERS}${LETTERS.toUpperCase()}${DIGITS}-_`);

/** What a string keeps as it is. */
export const KEPT: Symbols = symbolsOf(`${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_.-${BEYOND}`);

/** What some part of some key may hold. */
export const IN_PARTS: Symbols = KEPT | symbolsOf("%~()+=,");

/** Any sign at all. */
export const ANY: Symbols = (1n << BigInt(ORDER.length)) - 1n;

/** The set of a text's characters. */
export function symbolsOf(text: string): Symbols {
  let symbols = 0n;
  for (const character of text) symbols |= 1n << BigInt(placeOf(character));
  return symbols;
}

/** The first sign of a set that is not empty. */
export function firstOf(symbols: Symbols): string {
  return [...ORDER].find((_, place) => ((symbols >> BigInt(place)) & 1n) === 1n) ?? "";
}

/** Names that were reported may hold what no key does; they are counted among what is beyond ASCII. */
function placeOf(character: string): number {
  const place = ORDER.indexOf(character);
  return place < 0 ? ORDER.length - 1 : place;
}
