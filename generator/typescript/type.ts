/** What is asked of a type wherever code of the user's own is read. */
import type { ParameterDeclaration, Signature, Symbol as TypeSymbol, Type } from "ts-morph";

/** Longest text of a type in a message, in UTF-16 units. */
const LONGEST = 80;

/** What TypeScript itself brings. */
const LIBRARY = /\/node_modules\/typescript\/lib\/lib\.[^/]+\.d\.ts$/;

/** The name of a type of the language, such as `Date`; `undefined` for a type of somebody's own. */
export function standardName(type: Type): string | undefined {
  const symbol = type.getSymbol();
  return isStandard(symbol) ? symbol?.getName().replace(/^__.*/, "") || undefined : undefined;
}

function isStandard(symbol: TypeSymbol | undefined): boolean {
  const declarations = symbol?.getDeclarations() ?? [];
  return declarations.some((each) => LIBRARY.test(each.getSourceFile().getFilePath()));
}

/** The types of which a type is one; for most, itself. */
export function partsOf(type: Type): readonly Type[] {
  return type.isUnion() ? type.getUnionTypes() : [type];
}

/** Whether `undefined` is among the values of a type. */
export function mayBeUndefined(type: Type): boolean {
  return partsOf(type).some((part) => part.isUndefined() || part.isVoid());
}

/** Whether `null` is among the values of a type. */
export function mayBeNull(type: Type): boolean {
  return partsOf(type).some((part) => part.isNull());
}

/** The parameters of a function as they are declared; none where only its type is. */
export function parametersOf(signature: Signature): readonly ParameterDeclaration[] {
  const declaration = signature.getDeclaration();
  return "getParameters" in declaration ? declaration.getParameters() : [];
}

/** A type as messages write it: without the paths of its imports, and cut when long. */
export function typeText(type: Type): string {
  return capped(withoutPaths(type.getText()));
}

/** What TypeScript writes, without where types are imported from. */
export function withoutPaths(text: string): string {
  return text.replace(/import\("[^"]*"\)\./g, "");
}

/** A text cut when long. */
export function capped(text: string, longest: number = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
