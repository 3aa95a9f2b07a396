import type { TypeSyntax } from "../type/syntax.js";
import { mentioned } from "./cycle.js";
import type { TypeScope } from "./type-scope.js";

/** Tells whether values of an argument's type have a key; reports a type of the user's own, which has none. */
export function hasKey(type: TypeSyntax, scope: TypeScope): boolean {
  const owner = importingType(type, scope);
  if (owner === undefined) return true;
  const inside = owner === "" ? "" : `, which is in ${owner},`;
  const message = `a type that is imported${inside} cannot be part of an argument: it has no key`;
  const hint = "take what identifies the value instead, such as its id";
  scope.report.add({ code: "CG3019", span: type.span, message, hint });
  return false;
}

/** The named type that holds an imported one; empty for the expression itself. */
function importingType(type: TypeSyntax, scope: TypeScope): string | undefined {
  if (holdsImport(type)) return "";
  const passed = new Set<string>();
  const open = mentioned(type).map(({ value }) => value);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (passed.has(name)) continue;
    passed.add(name);
    const parts = partsOf(name, scope);
    if (parts.some(holdsImport)) return name;
    open.push(...parts.flatMap(mentioned).map(({ value }) => value));
  }
  return undefined;
}

function partsOf(name: string, scope: TypeScope): readonly TypeSyntax[] {
  const body = scope.bodyOf(name);
  if (body?.kind === "object") return body.fields.map(({ type }) => type);
  return body?.kind === "alias" ? [body.of] : [];
}

function holdsImport(type: TypeSyntax): boolean {
  switch (type.kind) {
    case "import":
      return true;
    case "map":
      return holdsImport(type.key) || holdsImport(type.value);
    case "list":
    case "set":
    case "record":
    case "nullable":
      return holdsImport(type.of);
    case "tuple":
      return type.items.some(holdsImport);
    default:
      return false;
  }
}
