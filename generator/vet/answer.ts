/** What is wrong with a zod schema. */
export type SchemaAnswer =
  | { readonly kind: "right" }
  /** The module could not be loaded, for this reason. */
  | { readonly kind: "unloaded"; readonly reason: string }
  | { readonly kind: "missing"; readonly exported: readonly string[] }
  | { readonly kind: "no schema" }
  /** It has a part that cannot be stored: where, and what it is. */
  | { readonly kind: "one way"; readonly path: string; readonly part: string };

/** Reads a message as the answer that is waited for, known by a token; `undefined` when it is anything else. */
export function readAnswer(message: unknown, token: string): SchemaAnswer | undefined {
  if (memberOf(message, "token") !== token) return undefined;
  const answer = memberOf(message, "answer");
  return isAnswer(answer) ? answer : undefined;
}

function isAnswer(answer: unknown): answer is SchemaAnswer {
  const isText = (value: unknown): boolean => typeof value === "string";
  const hasText = (name: string): boolean => isText(memberOf(answer, name));
  switch (memberOf(answer, "kind")) {
    case "right":
    case "no schema":
      return true;
    case "unloaded":
      return hasText("reason");
    case "missing": {
      const exported = memberOf(answer, "exported");
      return Array.isArray(exported) && exported.every(isText);
    }
    case "one way":
      return hasText("path") && hasText("part");
    default:
      return false;
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
