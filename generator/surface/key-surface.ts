import type { FunctionModel, KeyPiece, RegionModel } from "../schema/model.js";
import { keyHead, ownerOf } from "../plan/key-code.js";
import type { TypeTable } from "../plan/type-table.js";
import { PartForms } from "./part-forms.js";
import type { FunctionSurface } from "./surface.js";

/** Where a function's keys are made. */
export interface KeySite {
  readonly namespace: string;
  readonly region: RegionModel;
  readonly table: TypeTable;
}

type KeySurface = Pick<FunctionSurface, "version" | "key" | "keyHash" | "parts">;

/** All that decides which key arguments have. A function that shares entries has the keys of the one it names. */
export function keySurface(model: FunctionModel, site: KeySite): KeySurface {
  const owner = ownerOf(model, site.region.functions);
  const parts = partsOf(model, owner.python !== undefined, site.table);
  return {
    version: owner.version ?? 1,
    key: keyText(owner, site),
    ...(owner.keyHash !== undefined && { keyHash: hashText(owner.keyHash) }),
    ...(Object.keys(parts).length > 0 && { parts }),
  };
}

function keyText(owner: FunctionModel, site: KeySite): string {
  const { key, python, args } = owner;
  const names = args.map(({ name }) => `{${name}}`);
  if (python !== undefined) {
    const head = [python.function, ...(python.namespace === undefined ? [] : [python.namespace])];
    return [...head.map(literal), names.join(" ")].join("|");
  }
  if (key !== undefined) return key.map(pieceText).join("");
  return [literal(keyHead(owner, site)), ...names].join(":");
}

function pieceText(piece: KeyPiece): string {
  return piece.kind === "argument" ? `{${piece.name}}` : literal(piece.text);
}

/** A brace that is meant as such is doubled, as in the schema. */
function literal(text: string): string {
  return text.replace(/[{}]/g, "$&$&");
}

function hashText(hash: NonNullable<FunctionModel["keyHash"]>): string {
  return hash.kind === "hmac" ? `hmac(${hash.variable})` : hash.kind;
}

/** What is its text needs no word. */
function partsOf(
  { args }: FunctionModel,
  isPython: boolean,
  table: TypeTable,
): Readonly<Record<string, string>> {
  const forms = new PartForms(table, isPython);
  const parts = args.map(({ name, type }) => [name, forms.of(type)] as const);
  return Object.fromEntries(parts.filter(([, form]) => form !== "text"));
}
