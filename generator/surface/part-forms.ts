import { createHash } from "node:crypto";
import type { NamedType, ValueType } from "../schema/model.js";
import type { Shape, TypeTable } from "../plan/type-table.js";
import { partsOf } from "../plan/type-table.js";

/**
 * How values become parts of keys, in words that are equal where equal values have equal parts. A number, a word and a
 * member of an enum are their text; null and what is absent are marks of their own, so that a type that gains them keeps
 * the parts it had. (The one number that is otherwise is -0, which is `0` as an `int` and `-0` as a `float`.)
 */
export class PartForms {
  readonly #table: TypeTable;
  readonly #isPython: boolean;

  /** @param isPython whether the keys are those of dogpile.cache. */
  constructor(table: TypeTable, isPython: boolean) {
    this.#table = table;
    this.#isPython = isPython;
  }

  /** The form of a type: `text`, `datetime`, `list<text>`, `object 7f9a0c…`. */
  of(type: ValueType): string {
    const outline = new Outline(this.#table, this.#isPython);
    const form = outline.form(type);
    if (outline.objects.length === 0) return form;
    const text = JSON.stringify([form, outline.objects]);
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return `${form.replace(/object\d+/g, "object")} ${digest}`;
  }
}

/** A type's form, and those of the objects it reaches, which are referred to by number. */
class Outline {
  readonly objects: (readonly string[])[] = [];
  readonly #table: TypeTable;
  readonly #isPython: boolean;
  readonly #numbers = new Map<string, number>();

  constructor(table: TypeTable, isPython: boolean) {
    this.#table = table;
    this.#isPython = isPython;
  }

  form(type: ValueType): string {
    const shape = this.#table.shapeOf(type);
    switch (shape.kind) {
      case "scalar":
        return this.#scalar(shape.scalar);
      case "literal":
        return this.#isPython && typeof shape.value === "boolean" ? "boolean in Python" : "text";
      case "member":
        return "text";
      case "nullable":
        return this.form(shape.of);
      case "list":
      case "set":
        return `${shape.kind}<${this.form(shape.of)}>`;
      case "record":
        return `map<text, ${this.form(shape.of)}>`;
      case "map":
        return `map<${this.form(shape.key)}, ${this.form(shape.value)}>`;
      case "tuple":
        return `tuple<${shape.items.map((item) => this.form(item)).join(", ")}>`;
      case "named":
        return `object${this.#number(shape.name)}`;
      case "import":
        throw new Error(`${shape.name} has no key`);
    }
  }

  #scalar(scalar: Extract<Shape, { kind: "scalar" }>["scalar"]): string {
    switch (scalar) {
      case "datetime":
      case "epoch":
      case "bytes":
      case "json":
        return scalar;
      case "float":
      case "boolean":
        return this.#isPython ? `${scalar} in Python` : "text";
      default:
        return "text";
    }
  }

  /** Numbers follow the order in which types are met: names mean nothing to a key. */
  #number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    this.objects[number] = [];
    this.objects[number] = this.#members(this.#table.get(name));
    return number;
  }

  /** Members stand in a key in the order of the schema, whichever of a union it is. */
  #members(type: NamedType): readonly string[] {
    if (type.kind === "object") {
      return type.fields.map((field) => `${field.name}=${this.form(field.type)}`);
    }
    if (type.kind !== "alias" || type.of.kind !== "union") {
      return partsOf(type).map((part) => this.form(part));
    }
    const names = type.of.members.map((member) => [String(member.value), member.name] as const);
    const sorted = names.sort(([one], [other]) => (one < other ? -1 : 1));
    return sorted.map(([value, name]) => `${value}: object${this.#number(name)}`);
  }
}
