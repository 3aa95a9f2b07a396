import type { NamedType, SchemaModel } from "../schema/model.js";
import type { Surface } from "../surface/surface.js";

/**
 * A schema without the members that its object types have gained since and that may be absent. Where they are all that is
 * new, entries and keys from before are as good as they were: what is absent leaves nothing in either, and who does not
 * know a member passes it over.
 */
export function withoutAdditions(model: SchemaModel, { types }: Surface): SchemaModel {
  return {
    ...model,
    types: model.types.map((type) => {
      const before = Object.hasOwn(types, type.name) ? types[type.name] : undefined;
      return typeof before === "object" ? withMembersOf(type, before) : type;
    }),
  };
}

function withMembersOf(type: NamedType, before: Readonly<Record<string, string>>): NamedType {
  if (type.kind !== "object") return type;
  const fields = type.fields.filter(({ name, optional }) => {
    return !optional || Object.hasOwn(before, name) || Object.hasOwn(before, `${name}?`);
  });
  return { ...type, fields };
}
