/** A member of an object in a JSON text, by offsets; `end` is one past its value. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/** An object in a JSON text: where it opens and closes, and its members. */
export interface JsonObject {
  readonly open: number;
  readonly close: number;
  readonly members: readonly Member[];
}

/** Finds the members of the object that opens at an offset of a text that is valid JSON. */
export function jsonObjectAt(text: string, open: number): JsonObject {
  const members: Member[] = [];
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const start = at;
    at = endOfString(text, start);
    const key = String(JSON.parse(text.slice(start, at)));
    const valueStart = skipSpace(text, text.indexOf(":", at) + 1);
    const end = endOfValue(text, valueStart);
    members.push({ key, start, valueStart, end });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return { open, close: at, members };
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text[start] !== "{" && text[start] !== "[") return match(/[^\s,}\]]*/y, text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** One sign after the other: a pattern that repeats a choice overflows the stack on a long text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  return match(/\s*/y, text, start);
}

function match(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return Math.max(start, pattern.lastIndex);
}
