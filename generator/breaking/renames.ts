import type { FunctionSurface, Surface } from "../surface/surface.js";

/** The functions of an earlier surface, each with its name today; `undefined` for one that is gone. */
export function namesToday(before: Surface, now: Surface): ReadonlyMap<string, string | undefined> {
  const added = Object.keys(now.functions).filter((name) => !Object.hasOwn(before.functions, name));
  return new Map(
    Object.entries(before.functions).map(([name, surface]) => {
      if (Object.hasOwn(now.functions, name)) return [name, name];
      const moved = added.filter((other) => lastOf(other) === lastOf(name));
      const renamed = added.filter((other) => {
        const today = now.functions[other];
        return regionOf(other) === regionOf(name) && today && areAlike(surface, today);
      });
      // One of several is a guess.
      return [name, [moved, renamed].find(({ length }) => length === 1)?.[0]];
    }),
  );
}

/** The region of a `region.function`. */
export function regionOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

function lastOf(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

/** Whether two functions differ by their names alone, and by what is made of them. */
function areAlike(one: FunctionSurface, other: FunctionSurface): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ fingerprint, kind, varying, args, defaults, returns }: FunctionSurface): string {
  return JSON.stringify([fingerprint, kind, varying, Object.entries(args), defaults, returns]);
}
