/** What is wrong with a zod schema. */
export type SchemaAnswer =
  | { readonly kind: "right" }
  /** The module could not be loaded, for this reason. */
  | { readonly kind: "unloaded"; readonly reason: string }
  | { readonly kind: "missing"; readonly exported: readonly string[] }
  | { readonly kind: "no schema" }
  /** It has a part that cannot be stored: where, and what it is. */
  | { readonly kind: "one way"; readonly path: string; readonly part: string };

/** What answers are known by. */
export interface Expected {
  /** What no other in that process knows. */
  readonly token: string;
  /** How many there are. */
  readonly count: number;
}

/** Reads a message as the answers that are waited for; `undefined` when it is anything else. */
export function readAnswers(
  message: unknown,
  { token, count }: Expected,
): readonly SchemaAnswer[] | undefined {
  if (memberOf(message, "token") !== token) return undefined;
  const answers = memberOf(message, "answers");
  if (!Array.isArray(answers) || answers.length !== count) return undefined;
  return answers.every(isAnswer) ? answers : undefined;
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
