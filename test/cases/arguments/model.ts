import { SCALARS, type SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
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
} from "../model-parts.js";

const text = scalar("string");

/** Every type as an argument: as it is, optional, in collections and objects, limited, with a default. */
export const model: SchemaModel = schema(
  [
    { kind: "enum", name: "Color", members: ["red", "green"] },
    { kind: "brand", name: "ItemId", of: scalar("uuid") },
    { kind: "brand", name: "Slug", of: text },
    { kind: "brand", name: "Serial", of: scalar("bigint") },
    { kind: "alias", name: "Corners", of: list(named("Point")) },
    object("Point", { x: scalar("int"), y: scalar("int"), "label?": text }),
    object("Area", {
      corners: named("Corners"),
      color: named("Color"),
      "middle?": nullable(named("Point")),
      "name?": scalar("string", { min: 1 }),
    }),
    object("Unused", { x: scalar("int") }),
  ],
  [
    region("lookups", [
      ...SCALARS.map((name) =>
        single(`by_${name}`, text, { args: args({ [name]: scalar(name) }) }),
      ),
      ...SCALARS.map((name) =>
        single(`maybe_${name}`, text, {
          args: args({ required: nullable(scalar(name)), [`${name}?`]: scalar(name) }),
        }),
      ),
      single("byCollections", text, {
        args: args({
          tags: list(text),
          ids: set(named("ItemId")),
          prices: map(named("ItemId"), nullable(scalar("float"))),
          options: record({ kind: "enum", members: ["on", "off"] }),
          rows: list(list(nullable(scalar("int")))),
        }),
      }),
      single("byConstants", text, {
        args: args({
          one: { kind: "const", value: "one" },
          side: { kind: "enum", members: ["left", "right"] },
          "color?": named("Color"),
        }),
      }),
      single("byObjects", text, {
        args: args({ area: named("Area"), points: named("Corners"), "origin?": named("Point") }),
      }),
      single("byLimited", text, {
        args: args({
          code: scalar("string", { length: 2, pattern: "^[A-Z]+$" }),
          tags: list(scalar("string", { max: 9 }), { max: 3 }),
          "page?": scalar("int", { min: 1 }),
        }),
      }),
      single("byDefaults", text, {
        args: [
          { name: "word", type: text, optional: false, default: 'say "hi"' },
          { name: "count", type: scalar("int"), optional: false, default: 20_000 },
          { name: "ratio", type: scalar("float"), optional: false, default: -0.25 },
          { name: "exact", type: scalar("boolean"), optional: false, default: true },
          { name: "big", type: scalar("bigint"), optional: false, default: -5n },
          { name: "nothing", type: nullable(text), optional: false, default: null },
          { name: "color", type: named("Color"), optional: false, default: "green" },
          { name: "slug", type: named("Slug"), optional: false, default: "start" },
          { name: "serial", type: named("Serial"), optional: false, default: 7n },
        ],
      }),
      single("ofNothing", text),
    ]),
  ],
);
