import type { UnionMember, UnionType } from "../schema/model.js";
import { call, template } from "./code.js";
import { literalText, member, stringText } from "./literal.js";
import type { Code } from "./plan.js";
import { unionText } from "./type-name.js";
import type { ValueContext } from "./value-code.js";

/** The body of the function that does the verb to a union: its tag says whose function goes on. */
export function unionStatements(
  name: string,
  { tag, members }: UnionType,
  context: ValueContext,
): readonly Code[] {
  const cases = members.flatMap((each) => [
    `  case ${literalText(each.value)}:`,
    ["    return ", memberCode(each, name, context), ";"],
  ]);
  return [
    ...checkOf(name, context),
    `switch (${tagCode(tag, context)}) {`,
    ...cases,
    ...otherwise(name, { tag, members }, context),
    "}",
  ];
}

/** By position, the tag stands before the member: where it is among the others differs from member to member. */
function memberCode(
  { name, value }: UnionMember,
  union: string,
  { verb, functionOf }: ValueContext,
): Code {
  if (verb.name === "key") return call(functionOf(name), "value", stringText(union));
  const isJson = verb.input === "json";
  if (!verb.compact) return call(functionOf(name), isJson ? "from" : "value");
  if (isJson) return call(functionOf(name), "from[1]");
  return template([`[${literalText(value)},`, call(functionOf(name), "value")], ["]"]);
}

function tagCode(tag: string, { verb }: ValueContext): string {
  if (verb.input === "value") return `value.${member(tag)}`;
  return verb.compact ? "from[0]" : `from[${stringText(tag)}]`;
}

function checkOf(name: string, { verb, scope }: ValueContext): readonly string[] {
  switch (verb.name) {
    case "size":
      return [];
    case "decode":
      return verb.compact
        ? [`const from = ${scope.value("decode")}.positions(json, 2, 2, ${stringText(name)});`]
        : [`const from = ${scope.value("decode")}.object(json, ${stringText(name)});`];
    default:
      return [`${scope.value("check")}.object(value, ${stringText(name)});`];
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
  const place = stringText(isNamed ? `${name}.${tag}` : `(${name}).${tag}`);
  const values = members.map(({ value }) => value).join(", ");
  const fault = call(`${scope.value("check")}.unknownTag`, stringText(values), place);
  return ["  default:", ["    return ", fault, ";"]];
}
