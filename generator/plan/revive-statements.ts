import type { UnionType } from "../schema/model.js";
import { call } from "./code.js";
import { literalText, member } from "./literal.js";
import { hintOf, placeOf, type ObjectType } from "./object-statements.js";
import { isParsed } from "./parsed-form.js";
import type { Code } from "./plan.js";
import { asWritten, valueCode, type ValueContext } from "./value-code.js";

/** The body of the function that makes an object of its parsed JSON: in place, and only what parsing does not give back. */
export function reviveObject(type: ObjectType, context: ValueContext): readonly Code[] {
  const fields = type.fields.filter((field) => !isParsed(field.type, context.table));
  return [
    takeOver(type.name, context),
    ...fields.map((field): Code => {
      const target = `value.${member(field.name)}`;
      const subject = { value: target, simple: true, place: placeOf(field, type) };
      const code = valueCode(field.type, { ...subject, hint: hintOf(field, type) }, context);
      return [field.optional ? `if (${target} !== undefined) ` : "", `${target} = `, code, ";"];
    }),
    "return value;",
  ];
}

/** The same for a union: its tag says whose function goes on, for members that need one. */
export function reviveUnion(
  name: string,
  { tag, members }: UnionType,
  context: ValueContext,
): readonly Code[] {
  const revived = members.filter((each) => {
    return !isParsed({ kind: "named", name: each.name }, context.table);
  });
  return [
    takeOver(name, context),
    `switch (value.${member(tag)}) {`,
    ...revived.flatMap((each): readonly Code[] => [
      `  case ${literalText(each.value)}:`,
      ["    return ", call(context.functionOf(each.name), "value"), ";"],
    ]),
    "  default:",
    "    return value;",
    "}",
  ];
}

function takeOver(name: string, context: ValueContext): Code {
  const type = context.table.expressionOf(name);
  return ["const value = ", asWritten(type, context), "(json);"];
}
