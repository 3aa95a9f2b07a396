import type { Node, Symbol as TypeSymbol, Type } from "ts-morph";
import { capitalized, IDENTIFIER } from "../identifier.js";
import { shownPlace } from "../typescript/project.js";
import { mayBeUndefined, partsOf, standardName, typeText } from "../typescript/type.js";
import type { AdoptedType, Obstacle } from "./adopted.js";
import {
  aliasOf,
  asTexts,
  isEnum,
  isJsonValue,
  nameOf,
  objectFault,
  taggedName,
} from "./type-facts.js";

/** Types of the language that have a word of their own. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["Date", "datetime"],
  ["Uint8Array", "bytes"],
]);

/** Deepest nesting of types. */
const DEEPEST = 100;

/** Where a type is met: the node for messages, and a name for objects that have none. */
interface Position {
  readonly node: Node;
  readonly wish: string;
  readonly depth: number;
}

/** Reads types of TypeScript into type expressions, and notes what it cannot. */
export class TypeReader {
  readonly types: Map<string, AdoptedType> = new Map();
  /** Where each of the types was met first. */
  readonly places: Map<string, string> = new Map();
  readonly obstacles: Obstacle[] = [];
  readonly #names = new Map<Type, string>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The expression of a type, `undefined` among its members left out. `wish` names it where it has no name. */
  read(type: Type, node: Node, wish: string): string {
    return this.#read(type, { node, wish, depth: 0 });
  }

  /** Notes an obstacle; its answer stands in for a type. */
  refuse(node: Node, message: string, hint: string): string {
    this.obstacles.push({ place: shownPlace(node, this.#cwd), message, hint });
    return "json";
  }

  #read(type: Type, at: Position): string {
    if (at.depth > DEEPEST) {
      return this.refuse(at.node, "types are nested too deep", "give parts of it names");
    }
    if (type.isAny() || type.isUnknown()) {
      const hint = "write down the type; for any JSON value take JsonValue of cachegen";
      return this.refuse(at.node, `${at.wish} is ${type.getText()}`, hint);
    }
    if (isEnum(type)) return this.#refuseEnum(type, at);
    const word = isJsonValue(type) ? "json" : WORDS.get(standardName(type) ?? "");
    return word ?? simple(type) ?? this.#composed(type, at);
  }

  /** What is generated for a schema's enum are texts, and no text fits an enum of TypeScript. */
  #refuseEnum(type: Type, at: Position): string {
    const hint = `declare it as texts: ${asTexts(type)}`;
    return this.refuse(at.node, `${at.wish} is an enum of TypeScript`, hint);
  }

  #composed(type: Type, at: Position): string {
    if (type.isUnion()) return this.#union(type, at);
    if (type.isIntersection()) return this.#brand(type, at);
    return this.#container(type, at) ?? this.#object(type, at);
  }

  #union(type: Type, at: Position): string {
    const parts = partsOf(type).filter((part) => !part.isUndefined());
    const others = parts.filter((part) => !part.isNull());
    // What is left without null and undefined has its name back.
    const expression = this.#either(others, type.getNonNullableType(), at);
    if (others.length === parts.length) return expression;
    return expression.includes(" | ") ? `${expression} | null` : `${expression}?`;
  }

  #either(parts: readonly Type[], whole: Type, at: Position): string {
    const [only] = parts;
    if (only === undefined) return "null";
    if (parts.length === 1) return this.#read(only, at);
    if (parts.every((part) => part.isBooleanLiteral())) return "boolean";
    if (parts.every((part) => part.isStringLiteral())) {
      return this.#enum(parts, whole, at);
    }
    if (parts.every((part) => part.isObject() && standardName(part) === undefined)) {
      return this.#variants(parts, whole, at);
    }
    const message = `${at.wish} is one of several types: ${typeText(whole)}`;
    const hint = "a schema has unions of texts, of objects with a tag, and of a type and null";
    return this.refuse(at.node, message, hint);
  }

  #enum(parts: readonly Type[], whole: Type, at: Position): string {
    const members = parts.map((part) => String(part.getLiteralValue()));
    const name = aliasOf(whole);
    if (name === undefined) return `enum(${members.map(quoted).join(", ")})`;
    return this.#define(name, members, at);
  }

  #variants(parts: readonly Type[], whole: Type, at: Position): string {
    const [alias, known] = [aliasOf(whole), this.#names.get(whole)];
    if (known !== undefined) return known;
    if (alias !== undefined) {
      if (this.types.has(alias)) return this.#refuseName(alias, at);
      this.#names.set(whole, alias);
      this.#define(alias, "", at);
    }
    const stem = alias ?? at.wish;
    const members = parts.map((part, index) => {
      return this.#object(part, { ...at, wish: `${stem}${taggedName(part) ?? index + 1}` });
    });
    const expression = members.join(" | ");
    if (alias === undefined) return expression;
    this.types.set(alias, expression);
    return alias;
  }

  /** `Brand<string, "UserId">` of cachegen; another's would not fit what is generated. */
  #brand(type: Type, at: Position): string {
    const [base, mark] = type.getIntersectionTypes();
    const [property] = mark?.getProperties() ?? [];
    const isOurs = property?.getName().startsWith("__@brand@") === true;
    const name = isOurs ? property.getTypeAtLocation(at.node).getLiteralValue() : undefined;
    if (base === undefined || typeof name !== "string") {
      const hint = "for a brand, use the type Brand of cachegen; for an object, write an interface";
      return this.refuse(at.node, `${at.wish} is an intersection: ${typeText(type)}`, hint);
    }
    const of = this.#read(base, at);
    // Brands are for what identifies: numbers are counted, not measured.
    return this.#define(name, `brand<${of === "float" ? "int" : of}>`, at);
  }

  #container(type: Type, at: Position): string | undefined {
    if (type.isTuple()) return this.#tuple(type, at);
    const [first, second] = type.getTypeArguments();
    switch (standardName(type)?.replace("Readonly", "")) {
      case "Array": {
        const item = this.#item(first, at);
        return item.includes(" | ") ? `list<${item}>` : `${item}[]`;
      }
      case "Set":
        return `set<${this.#item(first, at)}>`;
      case "Map":
        return `map<${this.#item(first, at)}, ${this.#item(second, at)}>`;
      default: {
        const values = type.getStringIndexType();
        if (values === undefined || type.getProperties().length > 0) return undefined;
        return `record<${this.#item(values, at)}>`;
      }
    }
  }

  #tuple(type: Type, at: Position): string {
    const items = type.getTupleElements();
    if (/\?[,\]]|\.\.\./.test(type.getText())) {
      const message = `${at.wish} is a tuple of no fixed length: ${typeText(type)}`;
      return this.refuse(at.node, message, "give it a fixed length, or take a list");
    }
    return `tuple<${items.map((item) => this.#item(item, at)).join(", ")}>`;
  }

  #item(type: Type | undefined, at: Position): string {
    if (type === undefined) return this.refuse(at.node, `${at.wish} holds nothing`, "say what");
    if (mayBeUndefined(type)) {
      return this.refuse(at.node, `an item of ${at.wish} may be undefined`, "use null");
    }
    return this.#read(type, { ...at, wish: `${at.wish}Item`, depth: at.depth + 1 });
  }

  #object(type: Type, at: Position): string {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    const fault = objectFault(type);
    if (fault !== undefined) return this.refuse(at.node, `${at.wish} is ${fault}`, OBJECT_HINT);
    const name = nameOf(type) ?? at.wish;
    if (this.types.has(name)) return this.#refuseName(name, at);
    this.#names.set(type, name);
    // Its place in the order is where it was met first.
    this.#define(name, {}, at);
    const fields = type.getProperties().map((property) => this.#field(property, name, at));
    this.types.set(name, Object.fromEntries(fields));
    return name;
  }

  #field(property: TypeSymbol, owner: string, at: Position): readonly [string, string] {
    const name = property.getName();
    const node = property.getValueDeclaration() ?? at.node;
    const type = property.getTypeAtLocation(at.node);
    const wish = `${owner}${capitalized(name)}`;
    const expression = this.#read(type, { node, wish, depth: at.depth + 1 });
    return [property.isOptional() || mayBeUndefined(type) ? `${name}?` : name, expression];
  }

  #define(name: string, type: AdoptedType, at: Position): string {
    const known = this.types.get(name);
    if (known !== undefined && String(known) !== String(type)) return this.#refuseName(name, at);
    this.types.set(name, type);
    if (!this.places.has(name)) this.places.set(name, shownPlace(at.node, this.#cwd));
    return name;
  }

  #refuseName(name: string, at: Position): string {
    return this.refuse(at.node, `two types are called ${name}`, "rename one of them");
  }
}

const OBJECT_HINT = "a schema has objects of plain data: an interface, or a type of its members";

/** The expression of a type that is made of no other. */
function simple(type: Type): string | undefined {
  if (type.isString()) return "string";
  if (type.isNumber()) return "float";
  if (type.isBoolean()) return "boolean";
  if (type.isBigInt()) return "bigint";
  if (type.isNull()) return "null";
  if (type.isStringLiteral()) return `const(${quoted(String(type.getLiteralValue()))})`;
  if (type.isNumberLiteral() || type.isBooleanLiteral()) return `const(${type.getText()})`;
  return undefined;
}

/** A text as a literal takes it: a name needs no quotes. */
function quoted(text: string): string {
  const isBare = IDENTIFIER.test(text) && !/^(true|false)$/.test(text);
  return isBare ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}
