import { quote } from "../../../diagnostic/quote.js";
import type { DefaultValue } from "../../model.js";
import type { Located, MapNode, ScalarNode } from "../../source/node.js";
import type { TypeSyntax } from "../../type/syntax.js";
import type { TypeScope, Underlying } from "../type-scope.js";
import { plainDefault } from "./plain.js";

/** A key of a default that is a map: a text of YAML is read as its type would be. */
export function keyDefault(
  key: Located<string>,
  type: TypeSyntax,
  scope: TypeScope,
): DefaultValue | undefined {
  const base = baseOf(type, scope);
  return base.kind === "faulty" ? undefined : plainDefault(scalarOf(key, base), base, scope);
}

/** Reports a key that is another one written otherwise, as `1` and `01` are. */
export function hasKeyTwice({ entries }: MapNode, type: TypeSyntax, scope: TypeScope): boolean {
  const base = baseOf(type, scope);
  const known = new Set<unknown>();
  for (const { key } of entries) {
    const { value } = scalarOf(key, base);
    if (known.has(value)) {
      const message = `the default has the key ${quote(key.value)} twice`;
      scope.report.add({ code: "CG2010", span: key.span, message, hint: "remove one of them" });
      return true;
    }
    known.add(value);
  }
  return false;
}

function baseOf(type: TypeSyntax, scope: TypeScope): Underlying {
  const base = scope.underlying(type);
  return base.kind === "brand" ? baseOf(base.of, scope) : base;
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const NUMBERS: readonly string[] = ["int", "float", "bigint"];

function scalarOf({ value: text, span }: Located<string>, type: Underlying): ScalarNode {
  const kind =
    type.kind === "const" ? typeof type.value : type.kind === "scalar" ? type.scalar : "";
  const isNumber = (kind === "number" || NUMBERS.includes(kind)) && NUMBER.test(text);
  const isBoolean = kind === "boolean" && /^(?:true|false)$/.test(text);
  const value = isNumber ? Number(text) : isBoolean ? text === "true" : text;
  return { kind: "scalar", value, text, span };
}
