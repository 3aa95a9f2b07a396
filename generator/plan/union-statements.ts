import type { UnionMember, UnionType } from "../schema/model.js";
import { call, template } from "./code.js";
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
  if (verb.name === "key") return call(functionOf(name), "value", quote(union));
  const isJson = verb.name === "decode";
  if (!verb.compact) return call(functionOf(name), isJson ? "from" : "value");
  if (isJson) return call(functionOf(name), "from[1]");
  return template([`[${literalText(value)},`, call(functionOf(name), "value")], ["]"]);
}

function tagCode(tag: string, { verb }: ValueContext): string {
  if (verb.name !== "decode") return `value.${member(tag)}`;
  return verb.compact ? "from[0]" : `from[${quote(tag)}]`;
}

function checkOf(name: string, { verb, scope }: ValueContext): readonly string[] {
  switch (verb.name) {
    case "size":
      return [];
    case "decode":
      return verb.compact
        ? [`const from = ${scope.value("decode")}.positions(json, 2, 2, ${quote(name)});`]
        : [`const from = ${scope.value("decode")}.object(json, ${quote(name)});`];
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
