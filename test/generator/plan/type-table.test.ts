import { describe, expect, it } from "vitest";
import { TypeTable } from "../../../generator/plan/type-table.js";
import { list, named, nullable, object, scalar } from "../../cases/model-parts.js";

const table = new TypeTable([
  object("Leaf", { id: named("Id") }),
  object("Tree", { leaf: named("Leaf"), "trees?": named("Forest") }),
  { kind: "alias", name: "Forest", of: list(named("Tree")) },
  { kind: "alias", name: "Maybe", of: nullable(named("Id")) },
  { kind: "alias", name: "Ids", of: list(named("Id")) },
  { kind: "brand", name: "Id", of: scalar("string", { min: 1 }) },
  { kind: "enum", name: "Color", members: ["red"] },
]);

describe("TypeTable", () => {
  it("knows whom a type reaches", () => {
    expect([...table.reachOf("Tree")].sort()).toEqual(["Forest", "Id", "Leaf", "Tree"]);
    expect([...table.reachOf("Leaf")]).toEqual(["Id"]);
    expect([...table.reachFrom([list(named("Ids"))])].sort()).toEqual(["Id", "Ids"]);
  });

  it("knows which types lie in one cycle", () => {
    expect(table.inOneCycle("Tree", "Forest")).toBe(true);
    expect(table.inOneCycle("Tree", "Leaf")).toBe(false);
    expect(table.inOneCycle("Leaf", "Leaf")).toBe(false);
  });

  it("gives functions to objects and to aliases that hold themselves", () => {
    const owners = table.all.filter((type) => table.ownsFunction(type)).map(({ name }) => name);
    expect(owners).toEqual(["Leaf", "Tree", "Forest"]);
  });

  it("sees through aliases and brands", () => {
    expect(table.shapeOf(named("Ids"))).toMatchObject({ kind: "list", of: named("Id") });
    expect(table.shapeOf(named("Id"))).toEqual({
      kind: "scalar",
      scalar: "string",
      constraints: { min: 1 },
      brand: "Id",
    });
    expect(table.shapeOf(named("Color"))).toEqual({
      kind: "member",
      members: ["red"],
      enumName: "Color",
    });
    expect(table.shapeOf(named("Forest"))).toEqual({ kind: "named", name: "Forest" });
    expect(table.shapeOf(scalar("null"))).toEqual({ kind: "literal", value: null });
  });

  it("takes null twice as null once", () => {
    expect(table.shapeOf(nullable(nullable(scalar("int"))))).toEqual({
      kind: "nullable",
      of: scalar("int"),
    });
    expect(table.shapeOf(nullable(named("Maybe")))).toEqual({ kind: "nullable", of: named("Id") });
  });

  it("stops at a name that nobody bears", () => {
    expect(() => table.shapeOf(named("Nobody"))).toThrow("no type is called");
  });
});
