import { describe, expect, it } from "vitest";
import { StoredTypes } from "../../../generator/plan/stored-types.js";
import { expressionText } from "../../../generator/plan/type-name.js";
import type { ValueType } from "../../../generator/schema/model.js";
import {
  list,
  map,
  named,
  nullable,
  object,
  record,
  region,
  scalar,
  schema,
  set,
  single,
} from "../../cases/model-parts.js";

const user = named("User");

function namesOf(...returns: readonly ValueType[]): readonly string[] {
  const functions = returns.map((type, index) => single(`f${index}`, type));
  const model = schema([object("User", {}), object("UserList", {})], [region("r", functions)]);
  return new StoredTypes(model).all.map(({ name }) => name);
}

describe("StoredTypes", () => {
  it("names types after their parts", () => {
    expect(
      namesOf(
        user,
        nullable(user),
        set(user),
        map(scalar("string"), scalar("datetime")),
        record(list(user)),
        scalar("int"),
      ),
    ).toEqual(["User", "UserOrNull", "UserSet", "StringDatetimeMap", "UserListRecord", "IntValue"]);
  });

  it("numbers a name that a type of the schema bears", () => {
    expect(namesOf(list(user))).toEqual(["UserList2"]);
  });

  it("tells types of one name apart, and keeps equal ones together", () => {
    const colors: ValueType = { kind: "enum", members: ["red"] };
    const sizes: ValueType = { kind: "enum", members: ["big"] };
    expect(namesOf(colors, sizes, { ...colors })).toEqual(["EnumValue", "AnyEnum"]);
  });

  it("knows no type that no function returns", () => {
    expect(() => new StoredTypes(schema([], [])).nameOf(user)).toThrow("no function returns User");
  });
});

describe("expressionText", () => {
  it("writes a type as the schema does", () => {
    const type = map(scalar("uuid"), record(list(set(nullable(user)))));
    expect(expressionText(type)).toBe("map<uuid,record<set<User?>[]>>");
    expect(expressionText({ kind: "enum", members: ["a", "b"] })).toBe("enum(a,b)");
    expect(expressionText({ kind: "const", value: "a" })).toBe('const("a")');
  });
});
