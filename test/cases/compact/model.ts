import { SCALARS, type SchemaModel, type ValueType } from "../../../generator/schema/model.js";
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
} from "../model-parts.js";

const every: readonly (readonly [name: string, type: ValueType])[] = [
  ...SCALARS.map((name) => [`${name}Scalar`, scalar(name)] as const),
  ["enumMember", { kind: "enum", members: ["red", "green"] }],
  ["constNumber", { kind: "const", value: -1500 }],
  ["listOfEnums", list(named("Color"))],
  ["setOfDates", set(scalar("datetime"))],
  ["mapOfDates", map(named("Color"), scalar("datetime"))],
  ["recordOfMaybe", record(nullable(named("Point")))],
  ["listOfMaybe", list(nullable(scalar("bigint")))],
  ["maybeText", named("MaybeText")],
  ["itemId", named("ItemId")],
  ["point", named("Point")],
  ["nest", named("Nest")],
  ["pair", { kind: "tuple", items: [scalar("datetime"), named("Color")] }],
  ["shape", named("Shape")],
];

/** Every type by position: as a member, as one that may be absent, and within itself. */
export const model: SchemaModel = schema(
  [
    { kind: "enum", name: "Color", members: ["red", "green", "blue"] },
    { kind: "brand", name: "ItemId", of: scalar("uuid") },
    { kind: "alias", name: "MaybeText", of: nullable(scalar("string", { max: 5 })) },
    { kind: "alias", name: "Nest", of: nullable(list(named("Nest"))) },
    object("Point", { y: scalar("float", { min: -90, max: 90 }), x: scalar("float") }),
    object("Whole", Object.fromEntries(every)),
    object("Partly", Object.fromEntries(every.map(([name, type]) => [`${name}?`, type]))),
    object("Circle", { kind: { kind: "const", value: "circle" }, at: named("Point") }),
    object("Square", { "at?": named("Point"), kind: { kind: "const", value: "square" } }),
    {
      kind: "alias",
      name: "Shape",
      of: {
        kind: "union",
        tag: "kind",
        members: [
          { name: "Circle", value: "circle" },
          { name: "Square", value: "square" },
        ],
      },
    },
    object("Tree", { "left?": named("Tree"), name: scalar("string"), "right?": named("Tree") }),
    object("Empty", {}),
  ],
  [
    region(
      "compact",
      [
        single("whole", named("Whole")),
        single("partly", nullable(named("Partly"))),
        single("trees", list(named("Tree"))),
        single("points", map(scalar("string"), named("Point"))),
        single("empty", named("Empty")),
        single("day", scalar("datetime")),
        single("nest", named("Nest")),
      ],
      { wire: "compact", policy: { expirationMs: 60_000 } },
    ),
    region("plain", [single("point", named("Point")), single("points", list(named("Point")))]),
    region("spoken", [single("empty", named("Empty"))], { wire: "json" }),
  ],
);
