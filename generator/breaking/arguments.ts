import type { FunctionSurface } from "../surface/surface.js";

/** An argument as an earlier schema, or today's, has it. */
export interface Argument {
  readonly name: string;
  readonly type: string;
  /** What a call has that leaves it out: a default as JSON, or nothing; `undefined` = it must be given. */
  readonly omitted?: string;
}

/** Stands in the place of an argument that was left out, and is no JSON. */
const ABSENT = "nothing";

/** The arguments of a function in their order. */
export function argumentsOf({ args, defaults }: FunctionSurface): readonly Argument[] {
  return Object.entries(args).map(([label, type]) => {
    const name = label.replace(/\?$/, "");
    const filled = new Map(Object.entries(defaults ?? {})).get(name);
    const omitted = filled ?? (name === label ? undefined : ABSENT);
    return omitted === undefined ? { name, type } : { name, type, omitted };
  });
}

/** Whether an argument that is left out stays `undefined`: creators have to reckon with it. */
export function staysAbsent({ omitted }: Argument): boolean {
  return omitted === ABSENT;
}

/**
 * What each of today's arguments was called: the same, or, where neither name is known to the other side, what stood in
 * its place. A name is a label to callers; only their order says which value is which.
 */
export function formerNames(
  before: readonly Argument[],
  now: readonly Argument[],
): ReadonlyMap<string, string> {
  const old = before.map(({ name }) => name);
  const today = now.map(({ name }) => name);
  return new Map(
    today.map((name, at) => {
      const there = old[at];
      const isRenamed = !old.includes(name) && there !== undefined && !today.includes(there);
      return [name, isRenamed ? there : name];
    }),
  );
}

/** The arguments as a message shows them: `(tenant: string, limit?: number)`. */
export function listOf(args: readonly Argument[]): string {
  const shown = args.map(({ name, type, omitted }) => {
    const filled = omitted === undefined || omitted === ABSENT ? "" : ` = ${omitted}`;
    return `${name}${omitted === ABSENT ? "?" : ""}: ${type}${filled}`;
  });
  return `(${shown.join(", ")})`;
}
