/**
 * `JSON.parse` that can be relied on. From 13 on, V8 (Node 24, 25 and 26) takes a name that is written with an escape for
 * one with a backslash that it met before in such a place: after `{"a":1,"\\":2}`, `{"a":1,"\n":2}` is read as that too
 * (nodejs/node#63785). Names that a schema declares have no escapes; those of records and of the `json` type are anything.
 */

/** Where a string lies in a text, its quotes included. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const COLON = /\s*:/y;

let misreads: boolean | undefined;

/** The value of a JSON text, of whatever type it is said to be. Throws a `SyntaxError` as `JSON.parse` does. */
export function parse<T>(text: string): T {
  const json: T = JSON.parse(text);
  return (misreads ??= engineMisreads()) && text.includes("\\") ? withTrueNames(text, json) : json;
}

/** What a text was parsed to; parsed again where names have escapes, while others stand in for all names. */
export function withTrueNames<T>(text: string, json: T): T {
  const spans = namesIn(text);
  if (!spans.some(({ start, end }) => text.slice(start, end).includes("\\"))) return json;
  const standIns = new Map<string, string>();
  let plain = "";
  let end = 0;
  for (const span of spans) {
    const standIn = standInFor(text.slice(span.start, span.end), standIns);
    plain += `${text.slice(end, span.start)}"${standIn}"`;
    end = span.end;
  }
  const holder: { json: T } = { json: JSON.parse(plain + text.slice(end)) };
  rename(holder, new Map(Array.from(standIns, ([name, standIn]) => [standIn, name])));
  return holder.json;
}

/** The names in a text that can be parsed. No pattern finds them: one of millions of escapes is too much for it. */
function namesIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('"'); start !== -1;) {
    const end = endOfString(text, start);
    COLON.lastIndex = end;
    if (COLON.test(text)) spans.push({ start, end });
    start = text.indexOf('"', end);
  }
  return spans;
}

function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

/** Of backslashes side by side, each second one belongs to the one before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === "\\") first -= 1;
  return (at - first) % 2 === 1;
}

/** What stands in for a name: the same each time, however it is written, so that of two alike the last one counts. */
function standInFor(written: string, standIns: Map<string, string>): string {
  // A string by itself is read as it should be.
  const name = String(JSON.parse(written));
  const standIn = standIns.get(name) ?? `~${standIns.size}`;
  standIns.set(name, standIn);
  return standIn;
}

/** Gives all that an object holds the names that others stood in for. One by one: a text may be deeper than the stack. */
function rename(holder: object, names: ReadonlyMap<string, string>): void {
  const open: object[] = [holder];
  for (let outer = open.pop(); outer !== undefined; outer = open.pop()) {
    for (const [name, value] of Object.entries(outer)) {
      if (typeof value !== "object" || value === null) continue;
      const inner: object = Array.isArray(value) ? value : renamed(value, names);
      if (inner !== value) Object.defineProperty(outer, name, { value: inner });
      open.push(inner);
    }
  }
}

/** The object with the names that others stood in for. */
function renamed(value: object, names: ReadonlyMap<string, string>): object {
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [names.get(name) ?? name, member]));
}

function engineMisreads(): boolean {
  // No object of anyone else begins with this name, so that nobody else meets the name that misleads.
  JSON.parse('{"cachegen asks":0,"\\\\":0}');
  const [, name] = Object.keys(Object(JSON.parse('{"cachegen asks":0,"\\n":0}')));
  return name !== "\n";
}
