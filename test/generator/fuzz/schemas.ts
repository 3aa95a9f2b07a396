import fc from "../../support/fast-check.js";
import { stringify } from "yaml";
import { MARK } from "./inert.js";

/** Texts that would do something where they are not taken for text. */
export const HOSTILE: readonly string[] = [
  `"); ${MARK}(); ("`,
  `'); ${MARK}(); ('`,
  `\`); ${MARK}(); (\``,
  `\${${MARK}()}`,
  `\\\${${MARK}()}`,
  `\\"; ${MARK}(); //`,
  `*/ ${MARK}(); /*`,
  `*\\/ ${MARK}() /*`,
  `\n${MARK}();\n`,
  `\r\n${MARK}()`,
  `// \u2028${MARK}()`,
  `\u2029${MARK}()`,
  `\ud800${MARK}`,
  `${MARK}\udfff`,
  `\u0000${MARK}`,
  `\u202e${MARK}`,
  `</script><script>${MARK}()</script>`,
  `@${MARK} {@link ${MARK}} {${MARK}`,
  `$& $1 $\` $' ${MARK}`,
  `${MARK}${"x".repeat(5_000)}`,
  "__proto__",
  "constructor",
  "then",
  `\\u0022; ${MARK}() //`,
  `%0a${MARK}()`,
  `{{${MARK}}} <%= ${MARK} %>`,
  "",
  " ",
  "*/",
  "`",
  "\\",
];

const hostile = fc.constantFrom(...HOSTILE);

/** Texts an honest schema has, and hostile ones that are printable and must come through as they are. */
const text = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...HOSTILE.filter((each) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(each)),
    ),
  },
);

const COUNT = 4;
const typeName = fc.nat(COUNT - 1).map((at) => `T${at}`);
const quoted = text.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      ...["string", "int", "float", "boolean", "bigint", "datetime", "date", "epoch"],
      ...["bytes", "uuid", "json", "null"],
    ),
    fc
      .array(quoted, { minLength: 1, maxLength: 3 })
      .map((members) => `enum(${[...new Set(members)].join(", ")})`),
    quoted.map((value) => `const(${value})`),
    typeName.map((name) => `${name}[]`),
    typeName.map((name) => `record<${name}>`),
    tie("expression").map((of) => `${of}[]`),
    tie("expression").map((of) => (of.endsWith("?") ? of : `${of}?`)),
    tie("expression").map((of) => `map<string, ${of}>`),
    fc.constantFrom("set<string>", "set<int>", "map<int, bigint>"),
    fc
      .array(tie("expression"), { minLength: 2, maxLength: 3 })
      .map((items) => `tuple<${items.join(", ")}>`),
    fc.constantFrom("U0 | U1", "U1 | U0 | null", "list<U0 | U1>", "map<string, U0 | U1>"),
  ),
}));

const memberName = fc.constantFrom(
  "id",
  "name",
  "of",
  "type",
  "value",
  "encode",
  "z",
  "key",
  "result",
  "_a",
);

const limitedText = fc.record(
  {
    type: fc.constant("string"),
    min: fc.nat(3),
    max: fc.integer({ min: 3, max: 9 }),
    pattern: fc.constantFrom(
      "^[`'\"$]+$",
      `\\$\\{${MARK}\\(\\)\\}`,
      "[\\/*]+",
      "\\u{1f600}",
      `(?:${MARK})?`,
    ),
    description: text,
  },
  { requiredKeys: ["type"] },
);

/** The other types that have limits, each with some. */
const limitedOther = fc
  .tuple(
    fc.constantFrom("int", "float", "bigint", "bytes", "int[]", "set<string>", "record<T0>"),
    fc.record({ min: fc.nat(2), max: fc.integer({ min: 2, max: 9 }) }, { requiredKeys: [] }),
  )
  .map(([type, limits]) => ({ type, ...limits }));

const limited = fc.oneof(limitedText, limitedOther);

/** The tags of the two objects of unions. */
const TAGS = [`a"*/\u0060\${${MARK}()}`, "b, c) \\"] as const;

/** A value of a type under quotes of the schema's language. */
function constOf(value: string): string {
  return `const("${value.replace(/["\\]/g, "\\$&")}")`;
}

/** Objects that are told apart. */
const UNITED = {
  U0: { kind: constOf(TAGS[0]), label: "string" },
  U1: { kind: constOf(TAGS[1]), "size?": "int", at: "epoch" },
};

/** The long form of an argument that has a default. */
const defaulted = text.chain((value) =>
  fc.constantFrom<object>(
    { type: "string", default: value },
    { type: "datetime", default: "2024-02-29T12:00:00Z" },
    { type: "epoch?", default: 1_700_000_000_000 },
    { type: "date", default: "2024-02-29" },
    { type: "tuple<string, int, bool?>".replace("bool", "boolean"), default: [value, -1, null] },
    { type: "string[]", max: 2, default: [value, ""] },
    { type: "set<string>", default: [value] },
    { type: "record<string>", default: { [value]: value } },
    { type: "U0 | U1", default: { kind: TAGS[0], label: value } },
    { type: "U1?", default: { kind: TAGS[1], at: 5 } },
  ),
);

const fields = fc
  .uniqueArray(fc.tuple(memberName, fc.boolean(), fc.oneof(expression, limited)), {
    minLength: 1,
    maxLength: 4,
    selector: ([name]) => name,
  })
  .map((members) =>
    Object.fromEntries(
      members.map(([name, isOptional, type]) => [isOptional ? `${name}?` : name, type]),
    ),
  );

const namedType = fc.oneof(
  { weight: 3, arbitrary: fields },
  { weight: 1, arbitrary: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom("brand<string>", "brand<int>", "string?", "int[]") },
);

const args = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom("id", "tenant", "region", "key", "args", "value"),
      fc.oneof(expression, typeName),
    ),
    {
      maxLength: 3,
      selector: ([name]) => name,
    },
  )
  .chain((required) =>
    fc.option(defaulted, { nil: undefined }).map((last) => {
      const given = Object.fromEntries(required);
      return last === undefined ? given : { ...given, last };
    }),
  );

const aFunction = fc.record(
  {
    args,
    returns: fc.oneof(
      expression,
      typeName,
      typeName.map((name) => `${name}?`),
      fc.constantFrom("import(./own.ts#Own)", "list<import(./own.ts#Own)>", "U0 | U1"),
    ),
    description: text,
    version: fc.integer({ min: 1, max: 9 }),
    keyHash: fc.constantFrom("sha256", "hmac(SECRET)"),
    creator: fc.constant("./own.ts#make"),
  },
  { requiredKeys: ["returns"] },
);

/** The same function with a key of its own: its name, and each of its arguments once. */
function spelledOut(
  { version: _, keyHash: __, ...rest }: Spelled,
  name: string,
): Spelled & { readonly key: string } {
  const parts = Object.keys(rest.args ?? {}).map((each) => `:{${each}}`);
  return { ...rest, key: `own:${name}${parts.join("")}` };
}

interface Spelled {
  readonly args?: object | undefined;
  readonly version?: number | undefined;
  readonly keyHash?: string | undefined;
}

const region = fc.record(
  {
    description: text,
    expiration: fc.constantFrom("10m", "1h", "never"),
    values: fc.constantFrom("copy", "frozen", "shared", "bytes"),
    wire: fc.constantFrom("json", "compact"),
    maxEntries: fc.integer({ min: 1, max: 100 }),
    functions: fc.dictionary(
      fc.constantFrom("get", "find", "list", "key", "serializers", "defineFunction"),
      aFunction,
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    ),
  },
  { requiredKeys: ["functions"] },
);

/** A schema that is mostly valid, as data. */
const schema = fc
  .record({
    namespace: fc.constantFrom("shop", "a.b-c", "0"),
    backend: fc.constantFrom("memory", "none", "${CACHE_URL:-memory}", "${CACHE_URL}"),
    types: fc.array(namedType, { minLength: COUNT, maxLength: COUNT }),
    spelled: fc.constantFrom("get", "find", "none"),
    regions: fc.dictionary(fc.constantFrom("users", "Orders", "z", "decode", "types_"), region, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }),
  })
  .map(({ namespace, backend, types, spelled, regions }) => ({
    version: 1,
    namespace,
    backends: { main: backend },
    types: { ...Object.fromEntries(types.map((type, at) => [`T${at}`, type])), ...UNITED },
    regions: Object.fromEntries(
      Object.entries(regions).map(([name, { functions, ...rest }]) => {
        const own = functions[spelled];
        const key = own && { [spelled]: spelledOut(own, `${name}:${spelled}`) };
        return [name, { ...rest, functions: { ...functions, ...key } }];
      }),
    ),
  }));

/** A schema as text: JSON is YAML too. */
export const schemaText: fc.Arbitrary<string> = fc
  .tuple(schema, fc.boolean())
  .map(([data, isBlock]) => (isBlock ? stringify(data) : JSON.stringify(data)));

/** A schema in which some word was replaced by a hostile text. */
export const mutatedText: fc.Arbitrary<string> = fc
  .tuple(schema, fc.nat(), hostile)
  .map(([data, at, evil]) => {
    const json = JSON.stringify(data);
    const words = [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)];
    const word = words[at % words.length];
    if (word === undefined) return json;
    return (
      json.slice(0, word.index) + JSON.stringify(evil) + json.slice(word.index + word[0].length)
    );
  });
