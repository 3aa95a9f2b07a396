import type { UnionType } from "../schema/model.js";
import { call } from "./code.js";
import { member, quote } from "./literal.js";
import type { Code } from "./plan.js";
import { unionText } from "./type-name.js";
import { literalText } from "./type-text.js";
import type { ValueContext } from "./value-code.js";

/** The body of the function that does the verb to a union: its tag says whose function goes on. */
export function unionStatements(
  name: string,
  { tag, members }: UnionType,
  context: ValueContext,
): readonly Code[] {
  const isJson = context.verb.name === "decode";
  const value = isJson ? "from" : "value";
  const cases = members.flatMap((each) => [
    `  case ${literalText(each.value)}:`,
    ["    return ", call(context.functionOf(each.name), value), ";"],
  ]);
  return [
    ...checkOf(name, context),
    `switch (${isJson ? `from[${quote(tag)}]` : `value.${member(tag)}`}) {`,
    ...cases,
    ...otherwise(name, { tag, members }, context),
    "}",
  ];
}

function checkOf(name: string, { verb, scope }: ValueContext): readonly string[] {
  switch (verb.name) {
    case "size":
      return [];
    case "decode":
      return [`const from = ${scope.value("decode")}.object(json, ${quote(name)});`];
    default:
      return [`${scope.value("check")}.object(value, ${quote(name)});`];
  }
}

/** What has been checked before has one of the tags. */
function otherwise(
  name: string,
  { tag, members }: Pick<UnionType, "tag" | "members">,
  { verb, scope }: ValueContext,
): readonly Code[] {
  if (verb.name === "size") return [];
  const isNamed = name !== unionText(members.map((each) => each.name));
  const place = quote(isNamed ? `${name}.${tag}` : `(${name}).${tag}`);
  const values = members.map(({ value }) => value).join(", ");
  const fault = call(`${scope.value("check")}.unknownTag`, quote(values), place);
  return ["  default:", ["    return ", fault, ";"]];
}
