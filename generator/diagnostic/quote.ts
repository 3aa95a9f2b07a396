/** Longest piece of schema text repeated in a message, in UTF-16 units. */
const LONGEST = 60;

/** Quotes schema text for a message: escaped, cut when long, and without the passwords of addresses. */
export function quote(text: string): string {
  const shown = maskCredentials(text.slice(0, LONGEST + LONGEST_LOGIN));
  return JSON.stringify(shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown);
}

/** Longest user and password that are known for what they are, in UTF-16 units. */
export const LONGEST_LOGIN = 300;

/** What stands before the `@` of an address, whatever signs the password has. Keys have an `@` too, but no slashes. */
const LOGIN = /(?<=:\/\/)[^\s/]\S{0,299}(?=@)/g;

/** A password behind its name, such as `?password=…`. */
const NAMED =
  /(?<=\b(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key|auth)=)[^\s&;,"'`}]{1,300}/gi;

/** Blanks users, passwords and tokens in a text, and keeps all else in its place. */
export function maskCredentials(text: string): string {
  const blank = (found: string): string => "*".repeat(found.length);
  return text.replace(LOGIN, blank).replace(NAMED, blank);
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
