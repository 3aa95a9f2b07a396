import type { SchemaModel } from "../schema/model.js";
import type { Surface } from "../surface/surface.js";
import { surfaceOf } from "../surface/surface-of.js";
import { withoutAdditions } from "./additions.js";
import type { Change } from "./change.js";
import type { Seen } from "./key-change.js";
import { namesToday, regionOf } from "./renames.js";
import { signatureChanges } from "./signature-changes.js";
import { storedChanges } from "./stored-changes.js";
import { typeChanges } from "./type-changes.js";

/**
 * What of an earlier schema's surface is not as it was: all that may break a running fleet, or those who compile against
 * the generated code. What was added breaks nothing.
 */
export function compareSurface(before: Surface, model: SchemaModel): readonly Change[] {
  const now = surfaceOf(model);
  const site = { before, now, lenient: surfaceOf(withoutAdditions(model, before)), model };
  const names = [...namesToday(before, now)];
  return [
    ...regionChanges(before, now),
    ...names.flatMap(([name, today]) => functionChanges(name, today, site)),
    ...typeChanges(before, now),
  ];
}

interface Site {
  readonly before: Surface;
  readonly now: Surface;
  /** Today's, without the members that types have gained and that may be absent. */
  readonly lenient: Surface;
  readonly model: SchemaModel;
}

const GONE = "whoever imports it does not compile; keep it until nobody does";
const COMPILE = "callers, or the creator, may not compile; change them with it";

function sourceChange(subject: string, message: string, hint: string): Change {
  return { category: "SOURCE", subject, message, hint };
}

function regionChanges(before: Surface, now: Surface): readonly Change[] {
  const gone = Object.keys(before.regions).filter((name) => !Object.hasOwn(now.regions, name));
  return gone.map((name) => sourceChange(name, `the region ${name} is gone`, GONE));
}

function functionChanges(name: string, today: string | undefined, site: Site): readonly Change[] {
  const old = seen(site.before, name);
  const now = seen(site.now, today);
  const lenient = seen(site.lenient, today);
  if (old === undefined || now === undefined || lenient === undefined) {
    return goneChanges(name, undefined, site);
  }
  const stored = storedChanges(old, { now, lenient, model: site.model });
  if (now.name !== name) return [...stored, ...goneChanges(name, today, site)];
  const signature = signatureChanges(name, old.itself, now.itself);
  return [...stored, ...signature.map((message) => sourceChange(name, message, COMPILE))];
}

function seen(surface: Surface, name: string | undefined): Seen | undefined {
  const itself = name === undefined ? undefined : surface.functions[name];
  return name === undefined || itself === undefined ? undefined : { name, surface, itself };
}

/** A region that is gone speaks for its functions. */
function goneChanges(name: string, today: string | undefined, { now }: Site): readonly Change[] {
  if (!Object.hasOwn(now.regions, regionOf(name))) return [];
  if (today === undefined) return [sourceChange(name, `the function ${name} is gone`, GONE)];
  return [sourceChange(today, `the function ${name} is gone; ${today} seems to be it`, GONE)];
}
