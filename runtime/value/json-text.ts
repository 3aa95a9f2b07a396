/** The JSON text of strings, numbers and whole JSON values. */
import { isList, type UnknownRecord } from "./container.js";
import { isJsonScalar, nested, type JsonScalar } from "./json.js";

/** The names of an object's members, in the order in which they are written. */
export type NamesOf = (value: UnknownRecord) => readonly string[];

const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The JSON text of a string. A lone surrogate is escaped, so the text is well-formed whatever the string. */
export function quoted(value: string): string {
  // Most strings need no escape, and joining is several times faster than JSON.stringify.
  return NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`;
}

/** The JSON text of a finite number. Keeps `-0`, which `JSON.stringify` loses. */
export function numberText(value: number): string {
  return value === 0 && 1 / value < 0 ? "-0" : String(value);
}

/** The JSON text of a JSON value, its members in the order of `namesOf`. Throws a `Misfit` for any other value. */
export function jsonText(value: unknown, place: string, namesOf: NamesOf): string {
  return textOf(value, place, { namesOf, depth: 0 });
}

interface Position {
  readonly namesOf: NamesOf;
  readonly depth: number;
}

function textOf(value: unknown, place: string, at: Position): string {
  if (isJsonScalar(value)) return scalarText(value);
  const inner = nested(value, place, at.depth);
  const inside: Position = { namesOf: at.namesOf, depth: at.depth + 1 };
  return isList(inner) ? itemsText(inner, place, inside) : membersText(inner, place, inside);
}

function scalarText(value: JsonScalar): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "number" ? numberText(value) : String(value);
}

function itemsText(items: readonly unknown[], place: string, inside: Position): string {
  let text = "";
  let separator = "";
  for (const item of items) {
    text += separator + textOf(item, place, inside);
    separator = ",";
  }
  return `[${text}]`;
}

function membersText(members: UnknownRecord, place: string, inside: Position): string {
  let text = "";
  let separator = "";
  for (const name of inside.namesOf(members)) {
    text += `${separator}${quoted(name)}:${textOf(members[name], place, inside)}`;
    separator = ",";
  }
  return `{${text}}`;
}
