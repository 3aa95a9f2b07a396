import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { TypeBody, TypeDeclaration } from "../shape/declaration.js";
import type { Located } from "../source/node.js";
import type { TypeSyntax } from "../type/syntax.js";
import { blameOf } from "./finite.js";

/** Types longer in a circle than this are not all listed in the message. */
const MOST_LISTED = 6;

/** What is wrong with a circle, and its cure. */
interface CycleKind {
  readonly verb: string;
  readonly hint: string;
}

const HELD: CycleKind = {
  verb: "always contains",
  hint: "make one of the fields optional (name?), nullable (T?) or a list that may be empty",
};

const SAME: CycleKind = {
  verb: "is only another name of",
  hint: "make one of the types an object with fields",
};

/** For each type, the names it refers to in a given way. */
type Edges = ReadonlyMap<string, readonly Located<string>[]>;

/** Reports types that no finite value can have, and aliases that stand for nothing but themselves. */
export function checkCycles(types: readonly TypeDeclaration[], report: Report): void {
  const reported = new Set<string>();
  const same = new Map(types.map(({ name, body }) => [name.value, aliasNames(body)]));
  for (const cycle of cyclesOf(same)) {
    for (const { value } of cycle) reported.add(value);
    reportCycle(cycle, SAME, report);
  }
  for (const cycle of cyclesOf(blameOf(types))) {
    if (!cycle.some(({ value }) => reported.has(value))) reportCycle(cycle, HELD, report);
  }
}

/** The names an alias comes down to: behind a list and the like TypeScript may write a circle of them. */
function aliasNames(body: TypeBody): readonly Located<string>[] {
  return body.kind === "alias" ? surfaceOf(body.of) : [];
}

function surfaceOf(type: TypeSyntax): readonly Located<string>[] {
  switch (type.kind) {
    case "nullable":
      return surfaceOf(type.of);
    case "union":
      return type.members.flatMap(surfaceOf);
    case "named":
      return [{ value: type.name, span: type.span }];
    default:
      return [];
  }
}

/** Lists the names in a type expression, each with its place. */
export function mentioned(type: TypeSyntax): readonly Located<string>[] {
  switch (type.kind) {
    case "list":
    case "set":
    case "record":
    case "nullable":
    case "brand":
      return mentioned(type.of);
    case "map":
      return [...mentioned(type.key), ...mentioned(type.value)];
    case "tuple":
      return type.items.flatMap(mentioned);
    case "union":
      return type.members.flatMap(mentioned);
    case "named":
      return [{ value: type.name, span: type.span }];
    default:
      return [];
  }
}

/** Finds circles that share no type; loops instead of recursing, since a chain may be long. */
function cyclesOf(edges: Edges): readonly (readonly Located<string>[])[] {
  const cycles: (readonly Located<string>[])[] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    walkFrom(start, { edges, done, found: (cycle) => cycles.push(cycle) });
  }
  return cycles;
}

interface Walk {
  readonly edges: Edges;
  readonly done: Set<string>;
  readonly found: (cycle: readonly Located<string>[]) => void;
}

/** Follows references depth first; `path` holds the references taken, `next` where each goes on. */
function walkFrom(start: string, { edges, done, found }: Walk): void {
  const path: Located<string>[] = [{ value: start, span: { start: 0, end: 0 } }];
  const next: number[] = [0];
  const onPath = new Map([[start, 0]]);
  if (done.has(start)) return;
  while (path.length > 0) {
    const depth = path.length - 1;
    const here = path[depth]?.value ?? "";
    const step = next[depth] ?? 0;
    const edge = edges.get(here)?.[step];
    next[depth] = step + 1;
    if (edge === undefined) {
      done.add(here);
      onPath.delete(here);
      path.pop();
      next.pop();
      continue;
    }
    const at = onPath.get(edge.value);
    if (at !== undefined) found([...path.slice(at + 1), edge]);
    else if (!done.has(edge.value) && edges.has(edge.value)) {
      onPath.set(edge.value, path.length);
      path.push(edge);
      next.push(0);
    }
  }
}

/** A cycle is the references along it; the last one leads back to where the first one stands. */
function reportCycle(
  cycle: readonly Located<string>[],
  { verb, hint }: CycleKind,
  report: Report,
): void {
  const closing = cycle.at(-1);
  if (closing === undefined) return;
  const names = [closing, ...cycle].map(({ value }) => value);
  const listed =
    names.length <= MOST_LISTED ? names : [...names.slice(0, MOST_LISTED - 1), "…", closing.value];
  const message = `type ${quote(closing.value)} ${verb} itself: ${listed.join(" → ")}`;
  report.add({ code: "CG3009", span: closing.span, message, hint });
}
