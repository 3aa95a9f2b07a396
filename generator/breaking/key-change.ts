import type { FunctionSurface, Surface } from "../surface/surface.js";
import { argumentsOf, formerNames, type Argument } from "./arguments.js";
import { regionOf } from "./renames.js";

/** A function in a surface. */
export interface Seen {
  readonly name: string;
  readonly surface: Surface;
  readonly itself: FunctionSurface;
}

/** Says how the same arguments come to another key, or to the entry of another region; `undefined` when they do not. */
export function keyChange(before: Seen, now: Seen): string | undefined {
  const args = [argumentsOf(before.itself), argumentsOf(now.itself)] as const;
  const former = formerNames(...args);
  return (
    textChange(before, now, former) ??
    partChange(before, now, former) ??
    defaultChange(now.name, args, former) ??
    storeChange(before, now)
  );
}

type Former = ReadonlyMap<string, string>;

function textChange(before: Seen, now: Seen, former: Former): string | undefined {
  const [was, is] = [shownKey(before.itself), shownKey(now.itself)];
  if (was === renamed(is, former)) return undefined;
  return `the keys of ${now.name} were ${was}, and are ${is}`;
}

function shownKey({ key, keyHash }: FunctionSurface): string {
  return keyHash === undefined ? key : `${key} under ${keyHash}`;
}

/** A key with its placeholders called as they were; braces that are doubled are no placeholders. */
function renamed(key: string, former: Former): string {
  return key.replace(/\{\{|\}\}|\{(\w+)\}/g, (piece, name: string | undefined) => {
    return name === undefined ? piece : `{${former.get(name) ?? name}}`;
  });
}

function partChange(before: Seen, now: Seen, former: Former): string | undefined {
  const [was, is] = [before, now].map(({ itself }) => new Map(Object.entries(itself.parts ?? {})));
  for (const [name, earlier] of former) {
    const [old, today] = [was?.get(earlier) ?? "text", is?.get(name) ?? "text"];
    if (old === today) continue;
    return `the argument ${name} stands in the keys of ${now.name} in another form: it was ${old}, and is ${today}`;
  }
  return undefined;
}

/** What must be given has no key without it; what could be left out, and can be, has the key of what is filled in. */
function defaultChange(
  name: string,
  [before, now]: readonly [readonly Argument[], readonly Argument[]],
  former: Former,
): string | undefined {
  const old = new Map(before.map((argument) => [argument.name, argument.omitted]));
  for (const argument of now) {
    const [was, is] = [old.get(former.get(argument.name) ?? ""), argument.omitted];
    if (was === undefined || is === undefined || was === is) continue;
    return `where ${argument.name} is left out, the keys of ${name} had ${was} in its place, and have ${is}`;
  }
  return undefined;
}

/** Keys that are spelled out may stay as they are while the store is asked for others, or the region has another age. */
function storeChange(before: Seen, now: Seen): string | undefined {
  const [was, is] = [before, now].map(manglerOf);
  if (was !== is) return `the keys of ${now.name} reached the store as ${was}, and do as ${is}`;
  const [old, today] = [before, now].map(regionPath);
  if (old === today) return undefined;
  return `the entries of ${now.name} belonged to the region ${old}, and belong to ${today}`;
}

function manglerOf({ name, surface }: Seen): string {
  const region = new Map(Object.entries(surface.regions)).get(regionOf(name));
  return region?.keyMangler ?? "its backend has them";
}

function regionPath({ name, surface }: Seen): string {
  return `${surface.namespace}:${regionOf(name)}`;
}
