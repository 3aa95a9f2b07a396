/** Longest piece of schema text repeated in a message, in UTF-16 units. */
const LONGEST = 60;

/** Quotes schema text for a message: escaped, and cut when long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}

/** Joins words as a sentence does: `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[], last: "or" | "and" = "or"): string {
  const head = words.slice(0, -1).join(", ");
  return head === "" ? words.join("") : `${head} ${last} ${words.at(-1) ?? ""}`;
}

/** Escapes what a terminal would act on or not show: control, format and line-separator characters. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\u{fffd}");
}
