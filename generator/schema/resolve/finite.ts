import type { Constraints } from "../model.js";
import type { TypeBody, TypeDeclaration } from "../shape/declaration.js";
import type { Located } from "../source/node.js";
import type { TypeSyntax } from "../type/syntax.js";

/** Names of which every value of a type holds at least one: several where a union stands. */
type Term = readonly Located<string>[];

/** For each type that no finite value can have, the names it holds that are to blame; none for all others. */
export function blameOf(
  types: readonly TypeDeclaration[],
): ReadonlyMap<string, readonly Located<string>[]> {
  const terms = new Map(types.map(({ name, body }) => [name.value, termsOf(body)]));
  const finite = finiteNames(terms);
  const isOpen = (term: Term): boolean => !term.some(({ value }) => isFinite(value, finite, terms));
  return new Map([...terms].map(([name, held]) => [name, held.filter(isOpen).flat()]));
}

type Terms = ReadonlyMap<string, readonly Term[]>;

/** A name that nobody declared is reported elsewhere, and stands in nobody's way. */
function isFinite(name: string, finite: ReadonlySet<string>, terms: Terms): boolean {
  return finite.has(name) || !terms.has(name);
}

/** Begins with the types that hold no other, and goes on to those of which every term has become finite. */
function finiteNames(terms: Terms): ReadonlySet<string> {
  const finite = new Set<string>();
  const waiting = waitingFor(terms);
  const open = new Map([...terms].map(([name, held]) => [name, new Set(held)]));
  const ready = [...terms.keys()];
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    for (const term of open.get(name) ?? []) {
      if (term.some(({ value }) => isFinite(value, finite, terms))) open.get(name)?.delete(term);
    }
    if (finite.has(name) || (open.get(name)?.size ?? 0) > 0) continue;
    finite.add(name);
    ready.push(...(waiting.get(name) ?? []));
  }
  return finite;
}

/** For each name, the types that hold it. */
function waitingFor(terms: Terms): ReadonlyMap<string, readonly string[]> {
  const waiting = new Map<string, string[]>();
  for (const [name, held] of terms) {
    for (const { value } of held.flat()) {
      const others = waiting.get(value) ?? [];
      others.push(name);
      waiting.set(value, others);
    }
  }
  return waiting;
}

function termsOf(body: TypeBody): readonly Term[] {
  if (body.kind === "alias") return heldBy(body.of);
  if (body.kind !== "object") return [];
  return body.fields.flatMap((field) => (field.optional ? [] : heldBy(field.type)));
}

function isNeverEmpty({ min, length }: Constraints = {}): boolean {
  return (min ?? length ?? 0) > 0;
}

/** What a value always holds: what may be null, or is one of many, may hold nothing. */
function heldBy(type: TypeSyntax): readonly Term[] {
  switch (type.kind) {
    case "named":
      return [[{ value: type.name, span: type.span }]];
    case "tuple":
      return type.items.flatMap(heldBy);
    case "list":
    case "record":
      return isNeverEmpty(type.constraints) ? heldBy(type.of) : [];
    case "map":
      return isNeverEmpty(type.constraints) ? heldBy(type.value) : [];
    case "union": {
      const names = type.members.flatMap((member) => heldBy(member).flat());
      return names.length === type.members.length ? [names] : [];
    }
    default:
      return [];
  }
}
