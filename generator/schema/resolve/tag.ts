import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { UnionMember, UnionType } from "../model.js";
import type { FieldDeclaration } from "../shape/declaration.js";
import type { TypeScope } from "./type-scope.js";

/** An object type as a member of a union, and the place where it, or the union it comes from, is named. */
export interface Candidate {
  readonly name: string;
  readonly fields: readonly FieldDeclaration[];
  readonly span: Span;
}

/** How a field of one member serves to tell it from the others. */
type Standing =
  | { readonly kind: "tag"; readonly value: UnionMember["value"] }
  | { readonly kind: "absent" | "optional" | "nullable" | "other" | "faulty" };

/** A field by which a union might be told apart, and how it stands in each member, in their order. */
interface Choice {
  readonly name: string;
  readonly standings: readonly Standing[];
}

/**
 * Finds the field that tells the members of a union apart: required in each, with a value of its own.
 * Of several the first in the first member is taken; when there is none, the nearest one is reported.
 */
export function findTag(
  candidates: readonly Candidate[],
  span: Span,
  scope: TypeScope,
): UnionType | undefined {
  const objects = candidates.map((candidate) => standingsOf(candidate, scope));
  // A tag is a field of every member, and so of the first.
  for (const name of objects[0]?.keys() ?? []) {
    const members = membersOf(name, candidates, objects);
    if (members !== undefined) return { kind: "union", tag: name, members };
  }
  const { report } = scope;
  const nearest = report.isLong ? undefined : nearestOf(objects);
  reportNone(nearest, { candidates, span, report });
  return undefined;
}

/** How the fields of one member stand, by name. */
type Standings = ReadonlyMap<string, Standing>;

/** What was found of an object is kept: it may be in many unions. */
const KNOWN = new WeakMap<Candidate["fields"], Standings>();

function standingsOf({ fields }: Candidate, scope: TypeScope): Standings {
  const known = KNOWN.get(fields);
  if (known !== undefined) return known;
  const standings = new Map<string, Standing>();
  for (const field of fields) {
    const { value: name } = field.name;
    if (!standings.has(name)) standings.set(name, standingOf(field, scope));
  }
  KNOWN.set(fields, standings);
  return standings;
}

function standingOf({ type, optional }: FieldDeclaration, scope: TypeScope): Standing {
  const base = scope.underlying(type);
  if (base.kind === "faulty") return { kind: "faulty" };
  const bare = base.kind === "nullable" ? scope.underlying(base.of) : base;
  if (bare.kind !== "const") return { kind: "other" };
  if (base.kind === "nullable") return { kind: "nullable" };
  return optional ? { kind: "optional" } : { kind: "tag", value: bare.value };
}

/** The members with their values, when the field tells them all apart: by text too, since that is what a key holds. */
function membersOf(
  field: string,
  candidates: readonly Candidate[],
  objects: readonly Standings[],
): readonly UnionMember[] | undefined {
  const members: UnionMember[] = [];
  const texts = new Set<string>();
  for (const [at, { name }] of candidates.entries()) {
    const standing = objects[at]?.get(field);
    if (standing?.kind !== "tag") return undefined;
    if (texts.size === texts.add(String(standing.value)).size) return undefined;
    members.push({ name, value: standing.value });
  }
  return members;
}

/** The field that comes nearest to telling the members apart; none where no field is a const anywhere. */
function nearestOf(objects: readonly Standings[]): Choice | undefined {
  const scores = new Map<string, number>();
  for (const standings of objects) {
    for (const [name, { kind }] of standings) {
      scores.set(name, (scores.get(name) ?? 0) + (WORTH[kind] ?? 0));
    }
  }
  const best = [...scores].reduce((most, each) => (each[1] > most[1] ? each : most), ["", 0]);
  const [name, score] = best;
  if (score === 0) return undefined;
  return { name, standings: objects.map((standings) => standings.get(name) ?? ABSENT) };
}

const ABSENT = { kind: "absent" } as const;

/** A const that may be left out or null was meant as a tag, more than no const at all. */
const WORTH: Readonly<Partial<Record<Standing["kind"], number>>> = {
  tag: 2,
  optional: 1,
  nullable: 1,
};

interface Case {
  readonly candidates: readonly Candidate[];
  /** Place of the whole union. */
  readonly span: Span;
  readonly report: Report;
}

function reportNone(choice: Choice | undefined, { candidates, span, report }: Case): void {
  if (choice === undefined) {
    const message = "nothing tells the members of this union apart";
    const example = candidates[0] === undefined ? "" : `, such as ${tagFor("kind", candidates[0])}`;
    const hint = `give each of them a field of one name and a value of its own${example}`;
    report.add({ code: "CG3022", span, message, hint });
    return;
  }
  const at = choice.standings.findIndex(({ kind }) => kind !== "tag");
  const candidate = candidates[at];
  const kind = choice.standings[at]?.kind ?? "tag";
  if (candidate === undefined) reportSame(choice, { candidates, span, report });
  else if (kind !== "faulty" && kind !== "tag") {
    const { name } = choice;
    const message = `${quote(name)} does not tell the members of this union apart: ${quote(candidate.name)} ${MISSING[kind]}`;
    const hint = HINTS[kind] ?? `write ${tagFor(name, candidate)}`;
    report.add({ code: "CG3022", span: candidate.span, message, hint });
  }
}

/** What a member lacks. */
const MISSING = {
  absent: "has no such field",
  optional: "may leave it out",
  nullable: "may have null there",
  other: "has no const(…) there",
} as const;

/** The cure, where a const is there already. */
const HINTS: Readonly<Partial<Record<keyof typeof MISSING, string>>> = {
  optional: 'remove the "?" of its name',
  nullable: 'remove the "?" of its type',
};

function reportSame({ name, standings }: Choice, { candidates, report }: Case): void {
  const values = standings.map((standing) => (standing.kind === "tag" ? standing.value : ""));
  const texts = values.map(String);
  const at = texts.findIndex((text, index) => texts.indexOf(text) < index);
  const first = texts.indexOf(texts[at] ?? "");
  const [one, other] = [candidates[first], candidates[at]];
  if (one === undefined || other === undefined) return;
  const message = `${quote(name)} does not tell ${quote(one.name)} and ${quote(other.name)} apart: it is ${texts[at]} in both`;
  const isSame = values[first] === values[at];
  const hint = isSame
    ? "give each a value of its own"
    : "give each a value of its own: in a key, a number reads like its text";
  report.add({ code: "CG3022", span: other.span, message, hint });
}

function tagFor(field: string, { name }: Candidate): string {
  const value = name.charAt(0).toLowerCase() + name.slice(1);
  return `${field}: const(${value}) in ${quote(name)}`;
}
