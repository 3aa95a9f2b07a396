import type { Span } from "../../diagnostic/diagnostic.js";
import type { SchemaDeclaration } from "../shape/declaration.js";
import type { Located } from "../source/node.js";

/** Where names are declared: regions, `region.function`, types and `Type.member`. No two of them are one. */
export type Places = ReadonlyMap<string, Span>;

/** Finds where a schema declares its names. */
export function placesOf({ regions, types }: SchemaDeclaration): Places {
  const ofRegions = regions.flatMap(({ name, functions }) => entries(name, functions));
  const ofTypes = types.flatMap(({ name, body }) => {
    return entries(name, body.kind === "object" ? body.fields : []);
  });
  return new Map([...ofRegions, ...ofTypes]);
}

interface Named {
  readonly name: Located<string>;
}

function entries(
  { value, span }: Located<string>,
  members: readonly Named[],
): readonly (readonly [string, Span])[] {
  return [
    [value, span],
    ...members.map(({ name }) => [`${value}.${name.value}`, name.span] as const),
  ];
}
