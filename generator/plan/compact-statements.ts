import type { FieldModel, ValueType } from "../schema/model.js";
import { call, choice, object, template } from "./code.js";
import { member, stringText } from "./literal.js";
import { checkOf, hintOf, placeOf, resultOf, type ObjectType } from "./object-statements.js";
import type { Code } from "./plan.js";
import type { TypeTable } from "./type-table.js";
import { valueCode, type Subject, type ValueContext } from "./value-code.js";

/** A member and where it stands in the array. */
interface Position {
  readonly field: FieldModel;
  readonly index: number;
}

/**
 * The body of the function that writes or reads an object by position. Members that are always there come first, then
 * those that may be absent, both by name: their order in the schema leaves the form as it is.
 */
export function compactStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  return context.verb.name === "encode"
    ? [checkOf(type, context), ...packStatements(type, context)]
    : unpackStatements(type, context);
}

/** What is absent at the end is left out; before a member that is there it is null. */
function packStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const { required, optional } = positionsOf(type);
  const texts = required.map(({ field }, at): Code => {
    const text = template([at === 0 ? "[" : ",", packed(field, type, context)]);
    return [at === 0 ? "let text = " : "text += ", text, ";"];
  });
  const tails = optional
    .toReversed()
    .map(({ field }): Code => ["tail = ", packedOptional(field, type, context), ";"]);
  const declared = tails.length === 0 ? [] : ['let tail = "";', ...tails];
  return [...texts, ...declared, `return ${closed(texts.length > 0, tails.length > 0)};`];
}

function closed(hasText: boolean, hasTail: boolean): string {
  if (hasText) return hasTail ? "`${text}${tail}]`" : "`${text}]`";
  return hasTail ? "`[${tail.slice(1)}]`" : '"[]"';
}

function packed(field: FieldModel, type: ObjectType, context: ValueContext): Code {
  const value = `value.${member(field.name)}`;
  return valueCode(field.type, { ...subjectOf(field, type), value, simple: true }, context);
}

/** A member that may be null as well stands in brackets of its own: null says that it is absent. */
function packedOptional(field: FieldModel, type: ObjectType, context: ValueContext): Code {
  const code = packed(field, type, context);
  const boxed = mayBeNull(field.type, context.table) ? template(["[", code], ["]"]) : code;
  const text = choice(`value.${member(field.name)} === undefined`, '""', boxed);
  return call(`${context.scope.value("encode")}.optional`, text, "tail");
}

function unpackStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const { required, optional } = positionsOf(type);
  const count = required.length + optional.length;
  const bounds = [String(required.length), String(count), stringText(type.name)];
  const source = call(`${context.scope.value("decode")}.positions`, "json", ...bounds);
  // Members in the order of the schema, as in every other copy of the value.
  const properties = type.fields.flatMap((field) => {
    const position = required.find((each) => each.field === field);
    if (position === undefined) return [];
    return [[member(field.name), unpacked(position, type, context)] as const];
  });
  const literal = object("{", properties, "}");
  const from: readonly Code[] = count === 0 ? [[source, ";"]] : [["const from = ", source, ";"]];
  if (optional.length === 0) return [...from, ["return ", literal, ";"]];
  return [
    ...from,
    [resultOf(type, context), literal, ";"],
    ...optional.map((each) => unpackedOptional(each, type, context)),
    "return result;",
  ];
}

function unpacked({ field, index }: Position, type: ObjectType, context: ValueContext): Code {
  const value = `from[${index}]`;
  return valueCode(field.type, { ...subjectOf(field, type), value, simple: true }, context);
}

function unpackedOptional(position: Position, type: ObjectType, context: ValueContext): Code {
  const { field, index } = position;
  const target = `if (from[${index}] != null) result.${member(field.name)} = `;
  if (!mayBeNull(field.type, context.table)) {
    return [target, unpacked(position, type, context), ";"];
  }
  const subject = subjectOf(field, type);
  const value = `${context.scope.value("decode")}.boxed(from[${index}], ${subject.place})`;
  return [target, valueCode(field.type, { ...subject, value, simple: false }, context), ";"];
}

function positionsOf({ fields }: ObjectType): {
  readonly required: readonly Position[];
  readonly optional: readonly Position[];
} {
  const sorted = fields.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const required = sorted.filter((field) => !field.optional);
  const optional = sorted.filter((field) => field.optional);
  return {
    required: required.map((field, index) => ({ field, index })),
    optional: optional.map((field, at) => ({ field, index: required.length + at })),
  };
}

/** Whether `null` is the text of some value of the type. */
function mayBeNull(type: ValueType, table: TypeTable): boolean {
  const shape = table.shapeOf(type);
  switch (shape.kind) {
    case "nullable":
    // What a schema of the user's own makes of a value is not known.
    case "import":
      return true;
    case "literal":
      return shape.value === null;
    case "scalar":
      return shape.scalar === "json";
    case "named": {
      const named = table.get(shape.name);
      const isAlias = named.kind === "alias" && named.of.kind !== "union";
      return isAlias && mayBeNull(named.of, table);
    }
    default:
      return false;
  }
}

function subjectOf(field: FieldModel, type: ObjectType): Pick<Subject, "place" | "hint"> {
  return { place: placeOf(field, type), hint: hintOf(field, type) };
}
