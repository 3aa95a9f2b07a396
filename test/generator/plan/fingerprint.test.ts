import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../generator/plan/fingerprint.js";
import { TypeTable } from "../../../generator/plan/type-table.js";
import type { NamedType, ValueType } from "../../../generator/schema/model.js";
import {
  list,
  map,
  named,
  nullable,
  object,
  record,
  scalar,
  set,
} from "../../cases/model-parts.js";

function print(type: ValueType, ...types: readonly NamedType[]): string {
  return fingerprintOf(type, new TypeTable(types));
}

const user = named("User");

describe("fingerprintOf", () => {
  it("is 16 hex digits that stay the same from release to release", () => {
    expect(print(scalar("string"))).toBe("24b2d18b04dea5a1");
    expect(
      print(user, object("User", { id: scalar("string"), "nick?": scalar("string") })),
    ).toMatch(/^[0-9a-f]{16}$/);
  });

  it("tells types of different structure apart", () => {
    const types: readonly ValueType[] = [
      scalar("string"),
      scalar("uuid"),
      scalar("null"),
      nullable(scalar("string")),
      list(scalar("string")),
      set(scalar("string")),
      record(scalar("string")),
      map(scalar("string"), scalar("string")),
      { kind: "const", value: "a" },
      { kind: "const", value: 1 },
      { kind: "const", value: "1" },
      { kind: "enum", members: ["a"] },
      { kind: "enum", members: ["a", "b"] },
    ];
    expect(new Set(types.map((type) => print(type))).size).toBe(types.length);
  });

  it.each([
    ["a member's name", object("User", { key: scalar("string") })],
    ["a member's type", object("User", { id: scalar("int") })],
    ["a member that may be absent", object("User", { "id?": scalar("string") })],
    ["a member more", object("User", { id: scalar("string"), age: scalar("int") })],
    ["a limit", object("User", { id: scalar("string", { max: 5 }) })],
    ["a pattern", object("User", { id: scalar("string", { pattern: "a" }) })],
  ])("changes with %s", (_, changed) => {
    expect(print(user, changed)).not.toBe(print(user, object("User", { id: scalar("string") })));
  });

  it("changes with a type that is reached through others", () => {
    const tree = (leaf: ValueType): string =>
      print(
        named("Tree"),
        object("Tree", { leaf: list(named("Leaf")) }),
        object("Leaf", { id: leaf }),
      );
    expect(tree(scalar("int"))).not.toBe(tree(scalar("string")));
  });

  it("stays with names, descriptions, aliases, brands and orders", () => {
    const plain = print(user, object("User", { id: scalar("string"), age: scalar("int") }));
    const described: NamedType = {
      kind: "object",
      name: "Person",
      fields: [
        { name: "age", type: scalar("int"), optional: false, description: "In years." },
        { name: "id", type: named("Id"), optional: false },
      ],
    };
    const id: NamedType = { kind: "brand", name: "Id", of: named("Text") };
    const text: NamedType = { kind: "alias", name: "Text", of: scalar("string") };
    expect(print(named("Person"), described, id, text)).toBe(plain);
  });

  it("takes a length for a least and a greatest that are equal", () => {
    expect(print(scalar("string", { length: 2 }))).toBe(
      print(scalar("string", { min: 2, max: 2 })),
    );
  });

  it("ends on types that hold themselves, and on many that hold many", () => {
    const node = object("Node", { "next?": named("Node") });
    const pair = object("Node", { "next?": named("Other") });
    const other = object("Other", { "next?": named("Node") });
    expect(print(named("Node"), node)).not.toBe(print(named("Node"), pair, other));
    const layers = Array.from({ length: 200 }, (_, index) =>
      object(
        `L${index}`,
        index === 199 ? {} : { a: named(`L${index + 1}`), b: named(`L${index + 1}`) },
      ),
    );
    expect(print(named("L0"), ...layers)).toMatch(/^[0-9a-f]{16}$/);
  });
});
