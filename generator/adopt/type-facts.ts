import type { Type } from "ts-morph";
import { capitalized } from "../identifier.js";
import { partsOf, standardName, typeText } from "../typescript/type.js";

/** `JsonValue`, which with `undefined` beside it has lost its name. */
export function isJsonValue(type: Type): boolean {
  return partsOf(type).some((part) => {
    const item = part.getArrayElementType()?.getAliasSymbol();
    return item?.getName() === "JsonValue" && type.isUnion();
  });
}

/** The name a type was declared under, unless it takes other types. */
export function aliasOf(type: Type): string | undefined {
  return type.getAliasTypeArguments().length === 0 ? type.getAliasSymbol()?.getName() : undefined;
}

/** A type's own name; a generic one is told by what it was made with too. */
export function nameOf(type: Type): string | undefined {
  const isInterface = (type.getTargetType() ?? type).isInterface();
  const own = isInterface ? type.getSymbol()?.getName() : undefined;
  const name = type.getAliasSymbol()?.getName() ?? own;
  const inner = [...type.getAliasTypeArguments(), ...type.getTypeArguments()];
  const words = inner.map((each) => nameOf(each) ?? each.getText().replace(/\W/g, ""));
  return name && [name, ...words].join("Of");
}

/** A word for one of several objects without names: the first text that only it has. */
export function taggedName(type: Type): string | undefined {
  for (const property of type.getProperties()) {
    const declaration = property.getValueDeclaration();
    const value = declaration && property.getTypeAtLocation(declaration).getLiteralValue();
    if (typeof value === "string" && /^\w+$/.test(value)) return capitalized(value);
  }
  return undefined;
}

/** Says what a type is that is no object of plain data; `undefined` for one that is. */
export function objectFault(type: Type): string | undefined {
  if (type.getCallSignatures().length > 0) return "a function";
  if (!type.isObject()) return typeText(type);
  if (type.isClass()) return `an instance of the class ${typeText(type)}`;
  const standard = standardName(type);
  if (standard !== undefined) return `a ${standard}`;
  const properties = type.getProperties();
  const method = properties.find((property) => {
    const declaration = property.getValueDeclaration();
    const member = declaration && property.getTypeAtLocation(declaration).getNonNullableType();
    return (member?.getCallSignatures().length ?? 0) > 0;
  });
  if (method !== undefined) return `an object with a method, ${method.getName()}`;
  return properties.length === 0 ? "an object without members" : undefined;
}

/** Whether a type is an enum of TypeScript, or some of its members: only those themselves fit it, texts and numbers do not. */
export function isEnum(type: Type): boolean {
  return !type.isBoolean() && partsOf(type).some((part) => part.isEnum() || part.isEnumLiteral());
}

/** How an enum would be declared that a schema can have: by the texts it has, or by its names. */
export function asTexts(type: Type): string {
  const parts = partsOf(type).filter((part) => part.isEnumLiteral());
  const texts = parts.map((part) => {
    const value = part.getLiteralValue();
    return JSON.stringify(typeof value === "string" ? value : part.getSymbol()?.getName());
  });
  const name = parts[0]?.getSymbol()?.getValueDeclaration()?.getParent()?.getSymbol()?.getName();
  return `type ${name ?? "Name"} = ${texts.join(" | ")}`;
}
