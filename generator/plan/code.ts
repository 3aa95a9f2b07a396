import { templateText } from "./literal.js";
import type { Annotation, Choice, Code, Enclosed, Hung, Template, TemplatePiece } from "./plan.js";

/** A call: `name(a, b)`. */
export function call(name: Code, ...args: readonly Code[]): Code {
  return typeof name === "string"
    ? enclosed(`${name}(`, args, ")")
    : [name, enclosed("(", args, ")")];
}

/** A generic type with its arguments: `Name<A, B>`. */
export function generic(name: string, ...args: readonly Code[]): Enclosed {
  return enclosed(`${name}<`, args, ">");
}

/** A tuple, an array literal. */
export function tuple(items: readonly Code[]): Enclosed {
  return enclosed("[", items, "]");
}

/** An object literal inside a call or alone, one property a line: `open` ends with its brace, `close` begins with it. */
export function object(
  open: string,
  properties: readonly (readonly [name: string, value: Code])[],
  close: string,
): Enclosed {
  const items = properties.map(([name, value]) => (value === name ? name : [`${name}: `, value]));
  return { kind: "enclosed", open, items, close, tall: true };
}

/** An arrow function; a body that does not fit begins on a line of its own. */
export function arrow(parameters: readonly Code[], body: Code): Code {
  return [enclosed("(", parameters, ") =>"), hung(body)];
}

/** A conditional expression. */
export function choice(test: string, yes: string, no: Code): Choice {
  return { kind: "choice", test, yes, no };
}

/** A template literal of raw texts and the values that follow them. */
export function template(...pieces: readonly (readonly [text: string, value?: Code])[]): Template {
  return { kind: "template", pieces: pieces.map(templatePiece) };
}

function templatePiece([text, value]: readonly [text: string, value?: Code]): TemplatePiece {
  const escaped = templateText(text);
  return value === undefined ? { text: escaped } : { text: escaped, value };
}

/** What only TypeScript says: `: Type`, `<Type>`, ` as Type`. */
export function annotation(code: Code): Annotation {
  return { kind: "annotation", code };
}

/** Items between two texts, in one line where they fit. */
export function enclosed(open: string, items: readonly Code[], close: string): Enclosed {
  return { kind: "enclosed", open, items, close, tall: false };
}

function hung(code: Code): Hung {
  return { kind: "hung", code };
}
