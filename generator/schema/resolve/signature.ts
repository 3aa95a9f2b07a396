import { quote } from "../../diagnostic/quote.js";
import type { ArgumentModel, SingleModel } from "../model.js";
import type { ArgumentDeclaration, FunctionDeclaration } from "../shape/declaration.js";
import { strayOptionHint } from "../option/stray.js";
import { defined, given } from "../source/given.js";
import { resolveImport } from "./import.js";
import { hasKey } from "./key-type.js";
import { takeDefault } from "./default/default.js";
import { checkNames } from "./names.js";
import type { TypeScope } from "./type-scope.js";
import { resolveType } from "./type.js";

/** Arguments and type of a function. */
export type Signature = Pick<SingleModel, "args" | "returns">;

/** Joins the names of a function's arguments and type; `undefined` when a part was reported. */
export function resolveSignature(
  declaration: FunctionDeclaration,
  types: TypeScope,
): Signature | undefined {
  const args = resolveArguments(declaration.args?.value ?? [], types);
  const returns = declaration.returns && resolveType(declaration.returns, types);
  if (args === undefined || returns === undefined || !declaration.isWhole) return undefined;
  return { args, returns };
}

function resolveArguments(
  declarations: readonly ArgumentDeclaration[],
  types: TypeScope,
): readonly ArgumentModel[] | undefined {
  const names = declarations.map(({ name }) => name);
  checkNames(names, "argument", types.report);
  const args = declarations.map((declaration) => resolveArgument(declaration, types));
  const whole = args.filter((arg) => arg !== undefined);
  return whole.length === args.length ? whole : undefined;
}

function resolveArgument(
  declaration: ArgumentDeclaration,
  types: TypeScope,
): ArgumentModel | undefined {
  const { name, optional, default: node } = declaration;
  if (reportStrayWord(declaration, types)) return undefined;
  const type = resolveType(declaration.type, types);
  if (type === undefined || !hasKey(declaration.type, types)) return undefined;
  const taken = node && takeDefault(node, declaration.type, types);
  if (node !== undefined && taken === undefined) return undefined;
  return { name: name.value, type, optional, ...taken };
}

/** Reports an option such as `refresh: background` among the arguments, whose value could be the name of a type and is none. */
function reportStrayWord({ name, type }: ArgumentDeclaration, scope: TypeScope): boolean {
  if (type.kind !== "named" || scope.bodyOf(type.name) !== undefined) return false;
  const { name: word, span } = type;
  const hint = strayOptionHint(name.value, { kind: "scalar", value: word, text: word, span });
  if (hint === undefined) return false;
  scope.report.add({ code: "CG3006", span, message: `there is no type ${quote(word)}`, hint });
  return true;
}

/** What a function is called. */
export type Head = Pick<SingleModel, "name" | "description">;

/** Gives the name and description of a function. */
export function headOf({ name, options }: FunctionDeclaration): Head {
  return { name: name.value, ...given(options, ["description"]) };
}

/** Gives the creator of a region's function, if it names one. */
export function creatorOf(
  { name, options: { creator: named } }: FunctionDeclaration,
  region: string,
  types: TypeScope,
): Pick<SingleModel, "creator"> {
  if (named === undefined) return {};
  const naming = { as: "creator", region, function: name.value, span: named.span } as const;
  return defined({ creator: resolveImport(named.value, naming, types) });
}
