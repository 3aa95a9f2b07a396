import type { KeyPiece, Keying } from "../../model.js";
import type { FunctionDeclaration } from "../../shape/declaration.js";
import { given } from "../../source/given.js";
import { versionText } from "./key-pattern.js";

/** Gives what a function says of its keys; of no use where that was reported. */
export function keyingOf(declaration: FunctionDeclaration): Keying {
  const { options } = declaration;
  const others = given(options, ["version", "keyHash", "python"]);
  return options.key === undefined ? others : { ...others, key: piecesOf(declaration) };
}

function piecesOf(declaration: FunctionDeclaration): readonly KeyPiece[] {
  const args = declaration.args?.value ?? [];
  return (declaration.options.key?.value ?? []).map((piece) => {
    if (piece.kind === "text") return piece;
    const isArgument = args.some(({ name }) => name.value === piece.value);
    if (isArgument) return { kind: "argument", name: piece.value };
    return { kind: "text", text: versionText(declaration) ?? "" };
  });
}
