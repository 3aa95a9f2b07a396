import type { FieldModel } from "../schema/model.js";
import { annotation, call, object, template } from "./code.js";
import { member, stringText } from "./literal.js";
import type { Code } from "./plan.js";
import { namedText, valueStyle } from "./type-text.js";
import { itemCode, valueCode, type ValueContext } from "./value-code.js";

/** An object type as its functions see it. */
export interface ObjectType {
  readonly name: string;
  readonly fields: readonly FieldModel[];
}

/** The body of the function that does the verb to an object, one statement a member. */
export function objectStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  switch (context.verb.name) {
    case "encode":
      return [checkOf(type, context), ...encodeStatements(type, context)];
    case "copy":
      return [checkOf(type, context), ...buildStatements(type, context)];
    case "key":
      return [checkOf(type, context), ...keyStatements(type, context)];
    case "python":
      throw new Error(`${type.name} has no form in Python's keys`);
    case "decode":
      return [sourceOf(type, context), ...buildStatements(type, context)];
    case "size":
      return sizeStatements(type, context);
  }
}

/** Members that are always there come first, so that their commas are known. */
function encodeStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const text = (field: FieldModel, before: string): Code =>
    template([`${before}"${member(field.name)}":`, codeOf(field, type, context)]);
  const [first, ...others] = type.fields.filter((field) => !field.optional);
  const statements = [
    ...others.map((field) => ["text += ", text(field, ","), ";"]),
    ...optionalOf(type).map((field) => [
      `${ifPresent(field, context)} text += `,
      text(field, ","),
      ";",
    ]),
  ];
  if (first !== undefined) {
    return [["let text = ", text(first, "{"), ";"], ...statements, "return `${text}}`;"];
  }
  if (statements.length === 0) return ['return "{}";'];
  return ['let text = "";', ...statements, "return `{${text.slice(1)}}`;"];
}

/** An object literal of what is always there, then the members that may be absent. */
function buildStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const required = type.fields.filter((field) => !field.optional);
  const properties = required.map(
    (field) => [member(field.name), codeOf(field, type, context)] as const,
  );
  const literal = object("{", properties, "}");
  const optional = optionalOf(type);
  if (optional.length === 0) return [["return ", literal, ";"]];
  return [
    [resultOf(type, context), literal, ";"],
    ...optional.map((field) => {
      const target = `${ifPresent(field, context)} result.${member(field.name)} = `;
      return [target, codeOf(field, type, context), ";"];
    }),
    "return result;",
  ];
}

/** The head of the statement that declares the object which members are added to. */
export function resultOf({ name }: ObjectType, { scope }: ValueContext): Code {
  return ["const result", annotation(`: ${namedText(name, valueStyle(scope))}`), " = "];
}

/** Members in the order of the schema; an absent one leaves nothing behind. */
function keyStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const statements = type.fields.map((field) => ["text += ", keyText(field, type, context), ";"]);
  return ['let text = "(";', ...statements, "return `${text})`;"];
}

function keyText(field: FieldModel, type: ObjectType, context: ValueContext): Code {
  const name = member(field.name);
  if (!field.optional) return template([`${name}=`, codeOf(field, type, context)], [","]);
  const item = itemCode(field.type, hintOf(field, type), context);
  const key = `${context.scope.value("key")}.field`;
  return call(key, stringText(name), memberText(field, context), item, placeOf(field, type));
}

function sizeStatements(type: ObjectType, context: ValueContext): readonly Code[] {
  const own = `${context.scope.value("size")}.object()`;
  if (type.fields.length === 0) return [`return ${own};`];
  return [
    `let bytes = ${own};`,
    ...type.fields.map((field) => {
      const condition = field.optional ? `${ifPresent(field, context)} ` : "";
      return [`${condition}bytes += `, codeOf(field, type, context), ";"];
    }),
    "return bytes;",
  ];
}

/** The check that a value is an object. */
export function checkOf(type: ObjectType, { scope }: ValueContext): string {
  return `${scope.value("check")}.object(value, ${stringText(type.name)});`;
}

/** Parsed JSON, checked to be an object; named only where members are read from it. */
function sourceOf(type: ObjectType, { scope }: ValueContext): string {
  const source = `${scope.value("decode")}.object(json, ${stringText(type.name)});`;
  return type.fields.length === 0 ? source : `const from = ${source}`;
}

function codeOf(field: FieldModel, type: ObjectType, context: ValueContext): Code {
  const subject = {
    value: memberText(field, context),
    simple: true,
    place: placeOf(field, type),
    hint: hintOf(field, type),
  };
  return valueCode(field.type, subject, context);
}

function ifPresent(field: FieldModel, context: ValueContext): string {
  return `if (${memberText(field, context)} !== undefined)`;
}

/** Where the member's value is found: parsed JSON has members by index only. */
function memberText(field: FieldModel, { verb }: ValueContext): string {
  const name = member(field.name);
  return verb.input === "json" ? `from[${stringText(name)}]` : `value.${name}`;
}

/** The place of a member, in quotes. */
export function placeOf(field: FieldModel, type: ObjectType): string {
  return stringText(`${type.name}.${field.name}`);
}

/** What constants of a member are named after. */
export function hintOf(field: FieldModel, type: ObjectType): string {
  return `${type.name} ${field.name}`;
}

function optionalOf(type: ObjectType): readonly FieldModel[] {
  return type.fields.filter((field) => field.optional);
}
