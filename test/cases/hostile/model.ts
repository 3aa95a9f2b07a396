import type { SchemaModel } from "../../../generator/schema/model.js";
import { args, list, named, region, scalar, schema, single } from "../model-parts.js";

/** Text that ends strings, templates, comments and lines, and speaks to tools, wherever text can stand. */
export const hostile: string = [
  "*/ throw 1; /*",
  '"; throw 2; "',
  "'; throw 3; '",
  "`; throw 4; `",
  "${(() => { throw 5; })()}",
  "\\",
  "\r\nthrow 6;",
  "\u2028throw 7;\u2029",
  "\u0000",
  "@ts-nocheck",
  "</script>",
  "// {@link x} /* ",
  "__proto__",
].join(" ");

const anything = scalar("string", { pattern: "[*/\"'`${}\\\\\\u2028\u2028]*" });
const enumOf = { kind: "enum", members: [hostile, `${hostile}!`] } as const;

export const model: SchemaModel = schema(
  [
    { kind: "enum", name: "Words", members: [hostile, "\ud800", "*/"] },
    {
      kind: "object",
      name: "Text",
      fields: [
        {
          name: "constant",
          type: { kind: "const", value: hostile },
          optional: false,
          description: hostile,
        },
        { name: "member", type: enumOf, optional: false, description: "@ts-expect-error" },
        { name: "words", type: list(named("Words")), optional: true, description: "*/" },
        { name: "limited", type: anything, optional: false, description: "" },
      ],
    },
  ],
  [
    region(
      "texts",
      [
        single("getText", named("Text"), {
          description: hostile,
          args: [
            ...args({ member: enumOf, constant: { kind: "const", value: hostile } }),
            { name: "word", type: scalar("string"), optional: false, default: hostile },
            { name: "limited", type: anything, optional: false, default: "" },
          ],
        }),
        single("getEnum", enumOf),
        single("getConstant", list({ kind: "const", value: hostile })),
        single("getWords", named("Words")),
      ],
      { description: hostile, backend: hostile },
    ),
  ],
);
