import type { FunctionSurface } from "../surface/surface.js";
import { argumentsOf, formerNames, listOf, staysAbsent, type Argument } from "./arguments.js";

/** Says what callers and creators of a function may not compile with; nothing when they do. */
export function signatureChanges(
  name: string,
  before: FunctionSurface,
  now: FunctionSurface,
): readonly string[] {
  const args = [argumentsOf(before), argumentsOf(now)] as const;
  const [was, is] = [kindText(before), kindText(now)];
  const found = [
    was !== is && `${name} was a function of ${was}, and is one of ${is}`,
    !areAccepted(...args) && `${name} took ${listOf(args[0])}, and takes ${listOf(args[1])}`,
    before.returns !== now.returns && `${name} gave ${before.returns}, and gives ${now.returns}`,
    before.accessor !== now.accessor &&
      `the type of the accessor of ${name} was called ${before.accessor}, and is called ${now.accessor}`,
    boundChange(name, before, now),
  ];
  return found.filter((message) => typeof message === "string");
}

function kindText({ kind, varying }: FunctionSurface): string {
  return kind === "single" ? "one key" : `many keys by ${varying} that gives a ${kind}`;
}

/** `accessors.ts` may have more than it had. */
function boundChange(
  name: string,
  { bound: was }: FunctionSurface,
  { bound: is }: FunctionSurface,
): string | undefined {
  if (was === undefined || was === is) return undefined;
  const today = is === undefined ? "is there no more" : `is ${is}`;
  return `the accessor of ${name} was exported from accessors.ts as ${was}, and ${today}`;
}

function areAccepted(before: readonly Argument[], now: readonly Argument[]): boolean {
  const former = formerNames(before, now);
  return (
    before.length === now.length &&
    now.every((argument, at) => {
      const earlier = before[at];
      // Arguments that changed places compile, where they are of one type, and are taken for each other.
      return earlier?.name === former.get(argument.name) && isAccepted(earlier, argument);
    })
  );
}

/** Creators are given what callers leave out: they may have to reckon with `undefined` no more, but not newly. */
function isAccepted(before: Argument | undefined, now: Argument): boolean {
  if (before?.type !== now.type) return false;
  if (before.omitted === undefined) return !staysAbsent(now);
  return now.omitted !== undefined && (!staysAbsent(now) || staysAbsent(before));
}
