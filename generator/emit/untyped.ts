import type { Code, TemplatePiece } from "../plan/plan.js";
import { isRow } from "./layout.js";

/** Code without the types in it: what JavaScript has in its place. */
export function untyped(code: Code): Code {
  if (typeof code === "string") return code;
  if (isRow(code)) return code.map(untyped);
  switch (code.kind) {
    case "annotation":
      return "";
    case "enclosed":
      return { ...code, items: code.items.map(untyped) };
    case "hung":
      return { ...code, code: untyped(code.code) };
    case "choice":
      return { ...code, no: untyped(code.no) };
    case "template":
      return { ...code, pieces: code.pieces.map(untypedPiece) };
    case "union":
      return code;
  }
}

function untypedPiece({ text, value }: TemplatePiece): TemplatePiece {
  return value === undefined ? { text } : { text, value: untyped(value) };
}
