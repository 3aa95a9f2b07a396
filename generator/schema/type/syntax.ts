import type { Span } from "../../diagnostic/diagnostic.js";
import { SCALARS, type Constraints, type Scalar } from "../model.js";
import type { Located } from "../source/node.js";

/** The words that take types in angle brackets. */
export const GENERICS: readonly string[] = ["list", "set", "map", "record", "tuple", "brand"];

/** The words that take something in parentheses. */
export const CALLS: readonly string[] = ["enum", "const", "import"];

/** What may be said of a type; `faulty` was reported already, and stays silent from then on. */
export type TypeForm =
  | { readonly kind: "scalar"; readonly scalar: Scalar; readonly constraints?: Constraints }
  | { readonly kind: "const"; readonly value: string | number | boolean }
  | { readonly kind: "enum"; readonly members: readonly Located<string>[] }
  | { readonly kind: "list"; readonly of: TypeSyntax; readonly constraints?: Constraints }
  | { readonly kind: "set"; readonly of: TypeSyntax; readonly constraints?: Constraints }
  | {
      readonly kind: "map";
      readonly key: TypeSyntax;
      readonly value: TypeSyntax;
      readonly constraints?: Constraints;
    }
  | { readonly kind: "record"; readonly of: TypeSyntax; readonly constraints?: Constraints }
  | { readonly kind: "tuple"; readonly items: readonly TypeSyntax[] }
  | { readonly kind: "union"; readonly members: readonly TypeSyntax[] }
  | { readonly kind: "nullable"; readonly of: TypeSyntax }
  | { readonly kind: "brand"; readonly of: TypeSyntax }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "import"; readonly path: string; readonly name: string }
  | { readonly kind: "faulty" };

/** A type expression as written, with its place; names are not joined yet. */
export type TypeSyntax = TypeForm & { readonly span: Span };

/** Tells whether a word is one of the scalars. */
export function isScalarWord(word: string): word is Scalar {
  return SCALARS.some((scalar) => scalar === word);
}
