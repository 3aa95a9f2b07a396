import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { UnionType } from "../model.js";
import type { TypeSyntax } from "../type/syntax.js";
import { findTag, type Candidate } from "./tag.js";
import type { TypeScope, Underlying } from "./type-scope.js";

/** Most object types in one union. */
const MOST_MEMBERS = 100;

type UnionSyntax = Extract<TypeSyntax, { readonly kind: "union" }>;

/** Joins a union: the objects it is made of, and what tells them apart. The members of a named union become its own. */
export function resolveUnion(type: UnionSyntax, scope: TypeScope): UnionType | undefined {
  const gathering = new Gathering(scope);
  for (const member of type.members) gathering.add(member, member.span);
  if (gathering.isTooLong) return reportTooLong(type, scope);
  if (gathering.again !== undefined) reportAgain(gathering.again, scope);
  if (!gathering.isWhole || !isDistinct(gathering.candidates, scope)) return undefined;
  return findTag(gathering.candidates, type.span, scope);
}

/** The objects of a union, those of unions within it included; each union is entered once. */
class Gathering {
  readonly candidates: Candidate[] = [];
  isWhole = true;
  /** Where a union within this one is named the second time. */
  again: Span | undefined;
  readonly #scope: TypeScope;
  readonly #entered = new Set<UnionSyntax>();
  readonly #within = new Set<UnionSyntax>();

  constructor(scope: TypeScope) {
    this.#scope = scope;
  }

  /** Whether there are more members, or unions within unions, than one union may have. */
  get isTooLong(): boolean {
    return Math.max(this.candidates.length, this.#entered.size) > MOST_MEMBERS;
  }

  /** Takes a member; faults are told of at `span`, where the union itself names what they come from. */
  add(member: TypeSyntax, span: Span): void {
    const base = this.#scope.underlying(member);
    if (base.kind === "object") this.candidates.push({ ...base, span });
    else if (base.kind !== "union") this.#refuse(member, base, span);
    else if (this.#entered.has(base)) this.#refuseAgain(base, span);
    else this.#enter(base, span);
  }

  #enter(union: UnionSyntax, span: Span): void {
    this.#entered.add(union);
    // Unions far within each other are reported for that; what is too long already need not grow.
    if (this.#entered.size > MOST_MEMBERS || this.candidates.length > MOST_MEMBERS) return;
    this.#within.add(union);
    for (const member of union.members) this.add(member, span);
    this.#within.delete(union);
  }

  /** A union within itself is reported as a circle; of those named twice the first is enough. */
  #refuseAgain(union: UnionSyntax, span: Span): void {
    const isFirst = this.isWhole;
    this.isWhole = false;
    if (!this.#within.has(union) && isFirst) this.again = span;
  }

  #refuse(member: TypeSyntax, base: Underlying, span: Span): void {
    const isFirst = this.isWhole;
    this.isWhole = false;
    if (base.kind === "faulty" || span !== member.span || !isFirst) return;
    const hint =
      REFUSALS[base.kind] ?? "give an object a name under types, and write that name here";
    const message = "a union is made of named objects, and this is none";
    this.#scope.report.add({ code: "CG3021", span, message, hint });
  }
}

/** What to write instead of a member that is no object. */
const REFUSALS: Readonly<Partial<Record<Underlying["kind"], string>>> = {
  const: "a choice of values is written enum(a, b)",
  enum: "write one enum with all the members",
  list: "a list of a union is written list<A | B>",
  nullable: "a union that may be null is written A | B | null",
  scalar: "give each an object of its own, with a field of type const(…) that says which it is",
};

function reportTooLong({ span }: UnionSyntax, { report }: TypeScope): undefined {
  const message = `a union has at most ${MOST_MEMBERS} members`;
  const hint = "use one object, with a field of type json for what differs";
  report.add({ code: "CG3021", span, message, hint });
}

function reportAgain(span: Span, { report }: TypeScope): void {
  const message = "a union that is part of this one is named twice";
  report.add({ code: "CG3005", span, message, hint: "remove one of them" });
}

function isDistinct(candidates: readonly Candidate[], { report }: TypeScope): boolean {
  const seen = new Set<string>();
  const double = candidates.find(({ name }) => seen.size === seen.add(name).size);
  if (double === undefined) return true;
  const message = `type ${quote(double.name)} is in this union twice`;
  report.add({ code: "CG3005", span: double.span, message, hint: "remove one of them" });
  return false;
}
