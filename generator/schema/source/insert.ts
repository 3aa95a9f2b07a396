import {
  Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Pair,
  type YAMLMap,
} from "yaml";

/** Members to be put into a map of a schema. */
export interface Insertion {
  /** The keys that lead to the map; those that are missing are put in too. */
  readonly path: readonly string[];
  readonly members: Readonly<Record<string, unknown>>;
  /** The key of the whole schema before which a missing one is put; without it, at the end. */
  readonly before?: string;
}

/** A place in the text, how far its members are indented, and what of the path is still to be put there. */
interface Slot {
  readonly at: number;
  readonly indent: number;
  readonly missing: readonly string[];
  /** Braces that hold nothing, with the space before them: where they begin and end. */
  readonly braces?: readonly [start: number, end: number];
}

/**
 * Puts members into the text of a schema without a fault, as lines of their own: what stands there stays as it is, but
 * for the `{}` of a map that gets its first member. Gives `undefined` where a map has no line for each member.
 */
export function insertInto(text: string, { path, members, before }: Insertion): string | undefined {
  const { contents } = parseDocument(text, { uniqueKeys: false });
  const step = stepOf(text);
  const slot = isMap(contents) ? slotIn(contents, path, { text, step, before }) : undefined;
  if (slot === undefined) return undefined;
  const { at, indent, missing, braces } = slot;
  const value = missing.reduceRight<unknown>((inner, key) => ({ [key]: inner }), members);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = writeYaml(value, step).trimEnd().split("\n");
  const block = lines.map((line) => " ".repeat(indent) + line).join(eol);
  const isOpen = at > 0 && text[at - 1] !== "\n";
  const inserted = isOpen ? `${eol}${block}` : `${block}${eol}`;
  const [start, end] = braces ?? [at, at];
  return text.slice(0, start) + text.slice(end, at) + inserted + text.slice(at);
}

/** Writes a value as YAML in block style, lists in brackets. */
export function writeYaml(value: unknown, indent: number = 2): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq(_, list) {
      list.flow = true;
    },
  });
  return document.toString({ indent, lineWidth: 0, flowCollectionPadding: false });
}

interface Search {
  readonly text: string;
  /** The indentation of a map in a map. */
  readonly step: number;
  readonly before?: string | undefined;
}

function slotIn(whole: YAMLMap, path: readonly string[], search: Search): Slot | undefined {
  let map = whole;
  for (const [depth, key] of path.entries()) {
    const pair = map.items.find((each) => isScalar(each.key) && each.key.value === key);
    const missing = path.slice(depth);
    if (pair === undefined) return slotBehind(before(map, search.before), map, missing, search);
    if (!isMap(pair.value) || pair.value.items.length === 0) {
      return slotUnder(pair, map, missing.slice(1), search);
    }
    map = pair.value;
  }
  return slotBehind(map.items, map, [], search);
}

/** The members that a new one stands behind. */
function before({ items }: YAMLMap, key: string | undefined): readonly Pair[] {
  const at = items.findIndex((each) => isScalar(each.key) && each.key.value === key);
  return at > 0 ? items.slice(0, at) : items;
}

function slotBehind(
  items: readonly Pair[],
  map: YAMLMap,
  missing: readonly string[],
  { text }: Search,
): Slot | undefined {
  const [indent, last] = [indentOf(map, text), items.at(-1)];
  if (indent === undefined || last === undefined) return undefined;
  const isLast = items.length === map.items.length;
  // What is said before the next member is about that one.
  const at = pastComments(text, nextLine(text, endOf(last)), isLast ? indent : indent + 1);
  return { at, indent, missing };
}

/** Below a key with braces that hold nothing. */
function slotUnder(
  pair: Pair,
  map: YAMLMap,
  missing: readonly string[],
  { text, step }: Search,
): Slot | undefined {
  const outer = indentOf(map, text);
  const [start, end] = rangeOf(pair.value);
  if (outer === undefined || !/^\{ *\}$/.test(text.slice(start, end))) return undefined;
  const indent = outer + step;
  const at = pastComments(text, nextLine(text, end), indent);
  const space = text[start - 1] === " " ? 1 : 0;
  return { at, indent, missing, braces: [start - space, end] };
}

/** How far the members of a map are indented; `undefined` where they have no lines of their own. */
function indentOf({ flow, items: [first] }: YAMLMap, text: string): number | undefined {
  const [start] = rangeOf(first?.key);
  const head = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const spaces = /^\uFEFF?( *)$/.exec(head)?.[1];
  return flow === true ? undefined : spaces?.length;
}

/** Where the text of a member ends. */
function endOf({ key, value }: Pair): number {
  const isBlock = (isMap(value) || isSeq(value)) && value.flow !== true;
  const last = isBlock ? value.items.at(-1) : undefined;
  if (last === undefined) return Math.max(rangeOf(key)[1], rangeOf(value)[1]);
  return isMap(value) ? endOf(last as Pair) : rangeOf(last)[1];
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

function nextLine(text: string, at: number): number {
  if (text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** Comments as far in as the members of a map belong to the map. */
function pastComments(text: string, from: number, indent: number): number {
  const line = /([ \t]*)(#[^\n]*)?\r?(?:\n|$)/y;
  let end = from;
  line.lastIndex = from;
  for (let found = line.exec(text); found !== null && found[0] !== ""; found = line.exec(text)) {
    const [, space = "", comment] = found;
    if (comment === undefined) continue;
    if (space.length < indent) break;
    end = line.lastIndex;
  }
  return end;
}

/** The indentation of the text's first nested line, in spaces. */
function stepOf(text: string): number {
  return /^( +)[^\s#]/m.exec(text)?.[1]?.length ?? 2;
}
