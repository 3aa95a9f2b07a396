import type { Span } from "../../../diagnostic/diagnostic.js";
import { quote } from "../../../diagnostic/quote.js";
import type { Report } from "../../../diagnostic/report.js";
import type {
  FunctionDeclaration,
  RegionDeclaration,
  SchemaDeclaration,
} from "../../shape/declaration.js";
import type { TypeScope } from "../type-scope.js";
import { checkTemplate } from "./check-template.js";
import { checkPython } from "./check-python.js";
import { defaultPattern, pythonPattern, spelledPattern, type KeyPattern } from "./key-pattern.js";
import { findAmbiguity, findOverlap, type Budget, type Meeting } from "./meeting.js";

/** Most steps taken to compare the keys of one schema; one that is written by hand takes a few thousand. */
const MOST_STEPS = 200_000;

/** A function and its keys. */
interface KeyOwner {
  /** `region.function` */
  readonly name: string;
  readonly keys: KeyPattern;
  /** Place of the option that spells the keys out, where it is given, and what to do where another has the same. */
  readonly span?: Span;
  readonly cure?: string;
}

/** Reports keys of one function, or of two, that could be equal for different arguments. */
export function checkKeys(schema: SchemaDeclaration, types: TypeScope): void {
  const functions = schema.regions.flatMap((region) => region.functions);
  for (const declaration of functions) checkHash(declaration, types.report);
  for (const region of schema.regions) {
    for (const declaration of region.functions) checkPython(declaration, region, types);
  }
  // Keys that nobody spells out begin with a function's name and are apart as they are.
  if (functions.every(({ options }) => (options.key ?? options.python) === undefined)) return;
  const budget: Budget = { steps: MOST_STEPS };
  const owners = schema.regions.flatMap((region) =>
    region.functions
      .filter(({ multiOf }) => multiOf === undefined)
      .map((declaration) => ownerOf(declaration, { schema, region, types, budget })),
  );
  checkApart(
    owners.filter((owner) => owner !== undefined),
    { budget, report: types.report },
  );
}

/** Reports a hash where there is nothing to hash, or nothing the schema leaves to it. */
function checkHash({ options, args, multiOf, isWhole }: FunctionDeclaration, report: Report): void {
  const { key, keyHash } = options;
  if (keyHash === undefined || multiOf !== undefined) return;
  const { span } = keyHash;
  if (key !== undefined) {
    const message = "keyHash does not go with key, which spells the arguments out";
    report.add({ code: "CG4005", span, message, hint: "leave one of them out" });
  } else if (isWhole && args === undefined) {
    const message = "keyHash, but there are no arguments to hash";
    report.add({ code: "CG4005", span, message, hint: "leave it out" });
  }
}

interface Scope {
  readonly schema: SchemaDeclaration;
  readonly region: RegionDeclaration;
  readonly types: TypeScope;
  readonly budget: Budget;
}

/** Options that decide how keys look. */
const KEYING = ["key", "keyHash", "version", "python"];

/** Gives the keys of a function; `undefined` where something of it was reported, here or before. */
function ownerOf(declaration: FunctionDeclaration, scope: Scope): KeyOwner | undefined {
  const { schema, region, types } = scope;
  if (!declaration.isWhole || KEYING.some((name) => declaration.faulted.includes(name))) {
    return undefined;
  }
  const name = `${region.name.value}.${declaration.name.value}`;
  const { key, python } = declaration.options;
  if (python !== undefined) {
    const keys = pythonPattern(python.value, (declaration.args?.value ?? []).length > 0);
    return keys && { name, keys, span: python.span, cure: ONE_PYTHON };
  }
  if (key === undefined) {
    const place = { namespace: schema.namespace?.value ?? "", region: region.name.value };
    const keys = defaultPattern(declaration, place, types);
    return keys && { name, keys };
  }
  if (!checkTemplate(declaration, key, types.report)) return undefined;
  const keys = spelledPattern(declaration, key.value, types);
  if (keys === undefined || !checkAlone(keys, key.span, scope)) return undefined;
  return { name, keys, span: key.span, cure: "begin the key with text of its own" };
}

const ONE_PYTHON =
  "share a function of Python in one place, and name it with multiOf for many keys";

/** Tells whether different arguments have different keys; reports it otherwise. */
function checkAlone(keys: KeyPattern, span: Span, { types, budget }: Scope): boolean {
  const { report } = types;
  const meeting = findAmbiguity(keys.starts, budget);
  if (budget.steps <= 0) return false;
  if (meeting === undefined) return true;
  const [one, other] = [argumentsIn(meeting, 0, keys, true), argumentsIn(meeting, 1, keys, true)];
  const message = `different arguments could have one key: ${one} and ${other} would both have ${quote(meeting.text)}`;
  const hint =
    "put a sign between the placeholders that no part of a key holds, such as : / | or ;";
  report.add({ code: "CG4008", span, message, hint });
  return false;
}

interface Comparison {
  readonly budget: Budget;
  readonly report: Report;
}

/** Reports functions that could have a key in common. Only those can whose keys begin alike. */
function checkApart(owners: readonly KeyOwner[], { budget, report }: Comparison): void {
  const sorted = [...owners].sort((a, b) => compare(a.keys.head, b.keys.head));
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || !other.keys.head.startsWith(one.keys.head)) break;
      if (budget.steps > 0) checkPair(one, other, { budget, report });
    }
  }
  if (budget.steps <= 0) reportEffort(owners, report);
}

function checkPair(one: KeyOwner, other: KeyOwner, { budget, report }: Comparison): void {
  const [blamed, free] =
    (one.span?.start ?? -1) > (other.span?.start ?? -1) ? [one, other] : [other, one];
  if (blamed.span === undefined) return;
  const meeting = findOverlap(blamed.keys.starts, free.keys.starts, budget);
  if (meeting === undefined) return;
  const message = `${quote(meeting.text)} could be a key of this function${given(meeting, 0, blamed)} and of ${free.name}${given(meeting, 1, free)}`;
  report.add({ code: "CG4009", span: blamed.span, message, hint: blamed.cure });
}

function given(meeting: Meeting, way: Way, { keys }: KeyOwner): string {
  const args = argumentsIn(meeting, way, keys, false);
  return args === "" ? "" : ` (${args})`;
}

/** One of the two ways to read a text. */
type Way = 0 | 1;

/** The parts of the arguments in a key, as a message shows them, all or those that differ: `tenant "a", id "1"`. */
function argumentsIn(
  { readings }: Meeting,
  way: Way,
  { args }: KeyPattern,
  onlyDiffering: boolean,
): string {
  const shown = args.flatMap((name, piece) => {
    const [part, other] = [readings[way].get(piece) ?? "", readings[1 - way]?.get(piece) ?? ""];
    const isShown = name !== undefined && !(onlyDiffering && part === other);
    return isShown ? `${name} ${quote(part)}` : [];
  });
  return shown.join(", ");
}

/** Reports that the keys could not be told apart in a time that anyone would wait. */
function reportEffort(owners: readonly KeyOwner[], report: Report): void {
  const span = owners.find((owner) => owner.span !== undefined)?.span;
  if (span === undefined) return;
  const message = "so many keys begin alike that it would take too long to tell them apart";
  const hint = "begin the key of each function with text of its own";
  report.add({ code: "CG4009", span, message, hint });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
