import { parseDocument } from "yaml";
import { describe, expect, it } from "vitest";
import { readSchema } from "../../../../generator/schema/read-schema.js";
import { insertInto, type Insertion } from "../../../../generator/schema/source/insert.js";

const FUNCTION: Insertion = {
  path: ["regions", "users", "functions"],
  members: { load: { returns: "int" } },
};
const TYPE: Insertion = { path: ["types"], members: { Role: ["a", "b"] }, before: "regions" };

const HEAD = "version: 1\nnamespace: shop\n";

const ODD = `# first\n${HEAD}
types:   # named
    Kind:   [ x,y ]
    # the last of the types

# the regions
regions:
    users:   # people
        description:   "who"

        functions:
            # one
            one: { returns: int }
            two:
                args: { id: string,   at: datetime }
                returns: string # two
            # three: later

    # no more of them
    orders:
        functions:
# far out
            three:
                returns: int
`;

/** Schemas as people write them, with what stands where. */
const TEXTS: Readonly<Record<string, string>> = {
  "with comments, blank lines and odd spaces": ODD,
  "with members that end in blocks of text": `${HEAD}regions:
  users:
    functions:
      one:
        returns: int
        description: |
          one

          two

  orders:
    description: >-
      folded
      text
`,
  "without types": `${HEAD}\n# what there is\nregions:\n  users:\n    expiration: 5m\n`,
  "without the region": `${HEAD}regions:\n  orders:\n    expiration: 5m\n`,
  "with keys in quotes": `${HEAD}"types":\n  'Kind': string\nregions:\n  "users":\n    functions:\n      a:\n        returns: int\n`,
  "without a last line end": `${HEAD}regions:\n  users:\n    expiration: 5m # last`,
  "with marks of the document": `---\n${HEAD}regions:\n  users:\n    expiration: 5m\n...\n# after\n`,
  "with regions first": `# head\nregions:\n  users:\n    expiration: 5m\n\n${HEAD}`,
};

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  LF: (text) => text,
  CRLF: (text) => text.replaceAll("\n", "\r\n"),
  "a byte-order mark": (text) => `\uFEFF${text}`,
};

const CASES = Object.entries(TEXTS).flatMap(([title, text]) =>
  Object.entries(FORMS).map(([form, of]) => ({ title, form, text: of(text) })),
);

/** Whether a text is another with something put in at one place. */
function isInsertion(before: string, after: string): boolean {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return after.length > before.length && head + tail >= before.length;
}

function insert(text: string, insertion: Insertion): string {
  return insertInto(text, insertion) ?? "refused";
}

describe("what is put into a schema", () => {
  it.each(CASES)("leaves every byte of one $title as it is, with $form", ({ text }) => {
    expect(readSchema(text).diagnostics).toEqual([]);
    for (const insertion of [FUNCTION, TYPE]) {
      expect(isInsertion(text, insert(text, insertion))).toBe(true);
    }
  });

  it("would not, if a printer of YAML wrote it", () => {
    const document = parseDocument(ODD);
    document.setIn([...FUNCTION.path, "load"], document.createNode({ returns: "int" }));
    expect(isInsertion(ODD, document.toString({ lineWidth: 0 }))).toBe(false);
  });

  it.each(CASES)("is read, and ends lines as one $title does, with $form", ({ text }) => {
    const whole = insert(insert(text, FUNCTION), TYPE);
    const { model, diagnostics } = readSchema(whole);
    expect(diagnostics).toEqual([]);
    expect(model?.types.at(-1)).toMatchObject({ name: "Role", members: ["a", "b"] });
    const users = model?.regions.find(({ name }) => name === "users");
    expect(users?.functions.at(-1)?.name).toBe("load");
    expect(whole.includes("\r\n")).toBe(text.includes("\r\n"));
    expect(/[^\r]\n/.test(whole)).toBe(!text.includes("\r\n"));
  });

  it("stands behind the comments of its neighbours, indented as they are", () => {
    const whole = insert(insert(ODD, TYPE), FUNCTION);
    expect(whole).toContain("    # the last of the types\n    Role: [a, b]\n\n# the regions\n");
    expect(whole).toContain(
      "            # three: later\n            load:\n                returns: int\n\n    # no more",
    );
  });

  it("takes the place of braces that hold nothing", () => {
    const text = `${HEAD}regions:\n  users: {} # people\n`;
    expect(insert(text, FUNCTION)).toBe(
      `${HEAD}regions:\n  users: # people\n    functions:\n      load:\n        returns: int\n`,
    );
  });

  it("begins types before the regions", () => {
    const text = `${HEAD}\n# what there is\nregions:\n  users: {}\n`;
    expect(insert(text, TYPE)).toBe(
      `${HEAD}types:\n  Role: [a, b]\n\n# what there is\nregions:\n  users: {}\n`,
    );
  });

  it.each([
    "regions: { users: { expiration: 5m } }",
    "regions:\n  users: { expiration: 5m }",
    "regions:\n  users: {\n  }",
    "regions:\n  ? users\n  : expiration: 5m",
    "{ version: 1, regions: {} }",
    "",
  ])("is not put where members have no lines of their own: %s", (text) => {
    expect(insertInto(text, FUNCTION)).toBeUndefined();
  });
});
