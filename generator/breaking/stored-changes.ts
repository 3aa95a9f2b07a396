import type { FunctionModel, RegionModel, SchemaModel } from "../schema/model.js";
import type { Category, Change } from "./change.js";
import { keyChange, type Seen } from "./key-change.js";
import { regionOf } from "./renames.js";

/** A function today. */
export interface Today {
  readonly now: Seen;
  /** The same without the members that types have gained and that may be absent. */
  readonly lenient: Seen;
  readonly model: SchemaModel;
}

/** What of a function's keys and values makes a difference to a store that code from before shares. */
export function storedChanges(old: Seen, { now, lenient, model }: Today): readonly Change[] {
  const { name } = now;
  const { version } = now.itself;
  const owner = ownerIn(model, name);
  const cure = cureOf(owner, old.itself.version + 1);
  const approval = version > old.itself.version ? { approvedBy: version } : {};
  const told = (category: Category, message: string, effect: string): Change => {
    return { category, subject: name, message, hint: `${effect}; ${cure}`, ...approval };
  };
  const key = keyChange(old, lenient);
  const wire = wireChange(old, owner.isCompact ? now : lenient, now);
  return [
    ...(key === undefined ? [] : [told("KEY", key, LOST)]),
    ...(wire === undefined ? [] : [told("WIRE", wire, owner.isCompact ? MISSED : CHECKED)]),
  ];
}

const LOST = "what was stored is not found any more, nor dropped by an invalidation";
const CHECKED = "what was stored is checked in full, and is a miss where it does not fit";
const MISSED = "what was stored is a miss";

/** By position a member more moves those behind it, whether it may be absent or not: then `judged` is today's. */
function wireChange(old: Seen, judged: Seen, { name, itself }: Seen): string | undefined {
  const was = old.itself.fingerprint;
  if (was === judged.itself.fingerprint) return undefined;
  return `the values of ${name} are stored in another form: its fingerprint was ${was}, and is ${itself.fingerprint}`;
}

/** The function whose keys a function has, and what its region says of the form of values. */
interface Owner {
  /** As `region.function`. */
  readonly name: string;
  readonly model: FunctionModel | undefined;
  readonly isCompact: boolean;
}

function ownerIn({ regions }: SchemaModel, name: string): Owner {
  const region = regions.find((each) => each.name === regionOf(name));
  const model = region && functionIn(region, name.slice(region.name.length + 1));
  const owner = model?.kind === "multi" ? (model.multiOf ?? model.name) : model?.name;
  const isCompact = region?.wire === "compact";
  return { name: `${regionOf(name)}.${owner ?? ""}`, model, isCompact };
}

function functionIn({ functions }: RegionModel, name: string): FunctionModel | undefined {
  return functions.find((each) => each.name === name);
}

/** How to say that it is meant. */
function cureOf({ name, model }: Owner, next: number): string {
  if (model?.python !== undefined) {
    return "keys that Python shares have no version: change both programs together";
  }
  const where = model?.key === undefined ? "" : ", and {version} in its key";
  return `if that is meant, give ${name} version: ${next}${where}`;
}
