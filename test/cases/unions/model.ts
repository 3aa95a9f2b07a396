import type { SchemaModel, ValueType } from "../../../generator/schema/model.js";
import {
  args,
  list,
  map,
  multi,
  named,
  nullable,
  object,
  record,
  region,
  scalar,
  schema,
  single,
  tuple,
  union,
} from "../model-parts.js";

const shape: ValueType = union("kind", { Circle: "circle", Square: "square", Group: "group" });
const round: ValueType = union("kind", { Circle: "circle", Group: "group" });
const pair: ValueType = tuple(scalar("string"), nullable(scalar("datetime")));

/** Tuples and unions: named, inline, nullable, in each other, holding themselves, as arguments. */
export const model: SchemaModel = schema(
  [
    object("Circle", { kind: { kind: "const", value: "circle" }, radius: scalar("float") }),
    object("Square", { side: scalar("float"), kind: { kind: "const", value: "square" } }),
    object("Group", {
      kind: { kind: "const", value: "group" },
      "name?": scalar("string"),
      shapes: list(named("Shape")),
    }),
    { kind: "alias", name: "Shape", of: shape },
    { kind: "alias", name: "MaybeShape", of: nullable(round) },
    { kind: "brand", name: "Slug", of: scalar("string") },
    { kind: "alias", name: "Pair", of: tuple(named("Slug"), scalar("int")) },
    { kind: "alias", name: "Chain", of: tuple(scalar("int"), nullable(named("Chain"))) },
    object("Yes", { ok: { kind: "const", value: true }, at: pair }),
    object("No", { ok: { kind: "const", value: false }, "code?": { kind: "const", value: 1 } }),
    object("Plenty", {
      shape: named("Shape"),
      "again?": shape,
      round,
      maybe: named("MaybeShape"),
      answer: nullable(union("ok", { Yes: true, No: false })),
      pair: named("Pair"),
      triple: tuple(
        scalar("string"),
        list(pair),
        tuple(round, record(scalar("bytes"))),
      ),
      chain: named("Chain"),
      "chains?": map(scalar("string"), named("Chain")),
    }),
  ],
  [
    region("unions", [
      single("plenty", named("Plenty"), { args: args({ like: named("Plenty") }) }),
      single("shape", named("Shape"), { args: args({ shape, maybe: named("MaybeShape") }) }),
      single("maybe", nullable(shape), { args: args({ pair: named("Pair"), "pairs?": list(pair) }) }),
      single("rounds", list(round), { args: args({ around: nullable(round) }) }),
      single("pair", pair, { args: args({ chain: named("Chain") }) }),
      single("answer", union("ok", { No: false, Yes: true })),
      multi("areas", scalar("float"), { args: args({ shape: named("Shape") }) }),
      multi("spans", tuple(scalar("int"), scalar("int")), {
        args: args({ pair, within: round }),
        result: "list",
      }),
    ]),
  ],
);
