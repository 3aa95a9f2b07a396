import type { SchemaModel, ValueType } from "../../../generator/schema/model.js";
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
  tuple,
  union,
} from "../model-parts.js";

const NOON = "2024-02-29T12:00:00Z";
const int = scalar("int");
const shape: ValueType = union("kind", { Circle: "circle", Square: "square" });

/** An argument with a default. */
function given(name: string, type: ValueType, value: ArgumentDefault): Argument {
  return { name, type, optional: false, default: value };
}

type Argument = SchemaModel["regions"][number]["functions"][number]["args"][number];
type ArgumentDefault = Exclude<Argument["default"], undefined>;

/** Defaults that are no plain data: moments, lists, objects, unions. */
export const model: SchemaModel = schema(
  [
    { kind: "brand", name: "UserId", of: scalar("string") },
    { kind: "enum", name: "Role", members: ["admin", "staff"] },
    { kind: "alias", name: "Token", of: scalar("bytes") },
    object("Circle", { kind: { kind: "const", value: "circle" }, radius: scalar("float") }),
    object("Square", {
      kind: { kind: "const", value: "square" },
      side: int,
      at: scalar("datetime"),
      "note?": scalar("string"),
    }),
    { kind: "alias", name: "Shape", of: shape },
    object("Range", {
      from: scalar("datetime"),
      "to?": scalar("epoch"),
      days: list(scalar("date")),
    }),
    { kind: "alias", name: "Tree", of: list(named("Tree")) },
    { kind: "alias", name: "Chain", of: tuple(named("UserId"), nullable(named("Chain"))) },
    { kind: "alias", name: "Names", of: record(named("Names")) },
  ],
  [
    region("defaults", [
      single("moments", int, {
        args: [
          given("day", scalar("date"), "2024-02-29"),
          given("at", scalar("datetime"), NOON),
          given("milliseconds", scalar("epoch"), 1_700_000_000_000),
          given("again", scalar("epoch"), "2024-02-29T12:00:00.5Z"),
        ],
      }),
      single("Date", int, { args: [given("Set", scalar("datetime"), NOON)] }),
      single("collections", int, {
        args: [
          given("pair", tuple(named("Role"), int, named("UserId")), ["admin", 1, "ada"]),
          given("roles", set(named("Role"), { min: 1 }), ["staff", "admin"]),
          given("sizes", record(scalar("bigint")), {
            "a b": 12_345_678_901_234_567_890n,
            constructor: 0n,
          }),
          given("words", list(scalar("string")), []),
          given("id", named("UserId"), "ada"),
        ],
      }),
      single("objects", int, {
        args: [
          given("range", named("Range"), { from: NOON, days: ["2024-02-29", "2024-03-01"] }),
          given("shape", named("Shape"), { kind: "circle", radius: 1.5 }),
          given("maybe", nullable(shape), { kind: "square", side: 3, at: NOON }),
          given("nothing", nullable(named("Shape")), null),
          given("shapes", list(named("Shape"), { max: 2 }), [
            { kind: "circle", radius: 1 },
            { kind: "square", side: 2, at: NOON, note: "small" },
          ]),
        ],
      }),
      single("nested", int, {
        args: [
          given("tree", named("Tree"), [[], [[]]]),
          given("chain", named("Chain"), ["ada", ["bob", null]]),
          given("names", named("Names"), { "a b": { c: {} } }),
        ],
      }),
      single("maps", int, {
        args: [
          given("prices", map(named("UserId"), list(named("Shape"))), [
            [
              "ada",
              [
                { kind: "circle", radius: 1 },
                { kind: "square", side: 2, at: NOON },
              ],
            ],
            ["__proto__", []],
          ]),
          given("byNumber", map(int, nullable(scalar("bytes"))), [
            [1, "aGk="],
            [-20, null],
          ]),
          given("byBoolean", map(scalar("boolean"), map(scalar("float"), scalar("bigint"))), [
            [true, [[-0.5, 7n]]],
          ]),
          given("Map", map(scalar("string"), int), []),
        ],
      }),
      single("data", int, {
        args: [
          given("decode", scalar("bytes"), "aGVsbG8="),
          given("token", named("Token"), "aGk="),
          given("options", scalar("json"), {
            limit: 10,
            "a b": [1.5, true, null, "10", {}],
            constructor: { x: [] },
          }),
          given("word", scalar("json"), "any"),
          given("nothing", nullable(scalar("json")), null),
          given("zero", scalar("float"), -0),
        ],
      }),
    ]),
  ],
);
