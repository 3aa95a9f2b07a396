import type { Node, Type } from "ts-morph";
import { standardName, typeText } from "../typescript/type.js";

/** How deep members are compared; deeper ones are told of as a whole. */
const DEEPEST = 6;

/** Names the part of a made value that does not fit what is wanted. `place` is where types are looked at from. */
export function differenceOf(made: Type, wanted: Type, place: Node): string {
  return describe(made, wanted, { place, path: "", depth: 0 });
}

interface Position {
  readonly place: Node;
  readonly path: string;
  readonly depth: number;
}

function describe(made: Type, wanted: Type, at: Position): string {
  const [from, to] = [made.getNonNullableType(), wanted.getNonNullableType()];
  return inside(from, to, at) ?? leaf(made, wanted, at);
}

/** What differs in a member or an item; `undefined` when the types differ as a whole. */
function inside(made: Type, wanted: Type, at: Position): string | undefined {
  if (at.depth > DEEPEST || made.isAssignableTo(wanted)) return undefined;
  const [item, wantedItem] = [itemOf(made), itemOf(wanted)];
  if (item !== undefined && wantedItem !== undefined) {
    return item.isAssignableTo(wantedItem)
      ? undefined
      : describe(item, wantedItem, { ...at, path: `${at.path}[]`, depth: at.depth + 1 });
  }
  const isPlain = (type: Type): boolean => type.isInterface() || type.isAnonymous();
  return isPlain(made) && isPlain(wanted) ? member(made, wanted, at) : undefined;
}

function member(made: Type, wanted: Type, at: Position): string | undefined {
  for (const property of wanted.getProperties()) {
    const name = property.getName();
    const path = at.path === "" ? name : `${at.path}.${name}`;
    const own = made.getProperty(name);
    if (own === undefined && property.isOptional()) continue;
    if (own === undefined) return `gives no ${path}, and the schema says there is one`;
    const [from, to] = [own.getTypeAtLocation(at.place), property.getTypeAtLocation(at.place)];
    if (own.isOptional() && !property.isOptional()) {
      return `may give no ${path}, and the schema says there always is one`;
    }
    if (!from.isAssignableTo(to)) return describe(from, to, { ...at, path, depth: at.depth + 1 });
  }
  return undefined;
}

/** The type of what a list, a set or a map holds. */
function itemOf(type: Type): Type | undefined {
  if (!/^(Readonly)?(Array|Set|Map)$/.test(standardName(type) ?? "")) return undefined;
  return type.getTypeArguments().at(-1);
}

function leaf(made: Type, wanted: Type, { path }: Position): string {
  const subject = path === "" ? "" : `${path} as `;
  return `gives ${subject}${typeText(made)}, and the schema says ${typeText(wanted)}`;
}
