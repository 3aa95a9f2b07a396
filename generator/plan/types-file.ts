import type { FieldModel, NamedType, ValueType } from "../schema/model.js";
import { annotation, generic, tuple } from "./code.js";
import { FileScope } from "./file-scope.js";
import { commentText, declarableType, member, stringText } from "./literal.js";
import type { Code, FilePlan, PropertyPlan, StatementPlan } from "./plan.js";
import { namedText, typeText, type TypeStyle } from "./type-text.js";

/** `types.ts`: interfaces, aliases, enums with their members, brands with their constructors. */
export function planTypes(types: readonly NamedType[]): FilePlan {
  const scope = new FileScope(types.map((type) => declarableType(type.name)));
  const style: TypeStyle = { scope, own: true, readonly: false };
  const statements = types.flatMap((type) => declarations(type, style));
  return scope.file("types.ts", statements);
}

function declarations(type: NamedType, style: TypeStyle): readonly StatementPlan[] {
  const { name } = type;
  switch (type.kind) {
    case "object": {
      const properties = type.fields.map((field) => property(field, style));
      return [{ kind: "interface", name, exported: true, properties, doc: [] }];
    }
    case "alias":
      return [{ kind: "alias", name, type: aliasCode(type.of, style), doc: [] }];
    case "enum":
      return enumDeclarations(name, type.members.map(stringText));
    case "brand":
      return brandDeclarations(name, typeText(type.of, style), style.scope.type("Brand"));
  }
}

/** A union may take a line for each member. */
function aliasCode(type: ValueType, style: TypeStyle): Code {
  const union = type.kind === "nullable" ? type.of : type;
  if (union.kind !== "union") return typeText(type, style);
  const members = union.members.map(({ name }) => namedText(name, style));
  return { kind: "union", members: union === type ? members : [...members, "null"] };
}

function property(field: FieldModel, style: TypeStyle): PropertyPlan {
  const type = typeText(field.type, style);
  return {
    name: member(field.name),
    type: field.optional ? `${type} | undefined` : type,
    optional: field.optional,
    readonly: false,
    doc: docOf(field.description),
  };
}

function enumDeclarations(name: string, members: readonly string[]): readonly StatementPlan[] {
  const list = tuple(members);
  const doc = [`The members of \`${name}\`.`];
  return [
    { kind: "alias", name, type: { kind: "union", members }, doc: [] },
    { kind: "constant", name, exported: true, type: ["readonly ", list], value: list, doc },
  ];
}

function brandDeclarations(name: string, base: string, brand: string): readonly StatementPlan[] {
  return [
    { kind: "alias", name, type: generic(brand, base, stringText(name)), doc: [] },
    {
      kind: "constant",
      name,
      exported: true,
      toldType: `(value: ${base}) => ${name}`,
      value: [
        ["(value", annotation(`: ${base}`), ")", annotation(`: ${name}`)],
        [" => value", annotation(` as ${name}`)],
      ],
      doc: [`\`${name}\` of a plain ${base}.`],
    },
  ];
}

function docOf(description: string | undefined): readonly string[] {
  const text = commentText(description ?? "");
  return text === "" ? [] : [text];
}
