/** `emit: js`: the same program and the same types as in TypeScript, in two files. */
import { describe, expect, it } from "vitest";
import fc from "../../support/fast-check.js";
import { StoredTypes } from "../../../generator/plan/stored-types.js";
import type { SchemaModel } from "../../../generator/schema/model.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { mutatedText, schemaText } from "../fuzz/schemas.js";
import { allCases, modelOf } from "./cases.js";
import {
  compiledDeclarations,
  compiledPrograms,
  declarationsIn,
  inBothLanguages,
  programsIn,
} from "./languages.js";
import { loaderOf, runGenerated } from "./generated-module.js";
import { models } from "./random-model.js";
import { valuesOf } from "./random-value.js";

const cases = allCases();

const MODELS = 15;
const VALUES = 10;

/** The JavaScript of a model is what compilers make of its TypeScript. */
async function expectCompiled(model: SchemaModel): Promise<void> {
  const { typescript, javascript } = await inBothLanguages(model);
  expect(programsIn(javascript)).toEqual(compiledPrograms(typescript));
  expect(declarationsIn(javascript)).toEqual(compiledDeclarations(typescript));
}

describe("JavaScript as the output", () => {
  it.each(cases)("is what a compiler makes of the TypeScript of $name", async (each) => {
    await expectCompiled(await modelOf(each));
  });

  it("is that for random types as well", async () => {
    for (const model of fc.sample(models, { numRuns: MODELS })) {
      await expectCompiled(model);
    }
  });

  it("is that for any schema, with a hostile text in the place of any word as well", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(schemaText, mutatedText), async (text) => {
        const { model } = readSchema(text);
        if (model === undefined) return;
        await expectCompiled(model);
        count += 1;
      }),
      { numRuns: 80 },
    );
    expect(count).toBeGreaterThan(8);
  });
});

/** Words that TypeScript reads as such in some places, and as names in all others. */
const WORDS =
  `abstract accessor any as assert asserts async declare defer from get global infer intrinsic is keyof
  meta module namespace never object of out override readonly require satisfies source set symbol
  target type unique unknown using`.split(/\s+/);

const KINDS: readonly (readonly [kind: string, text: (name: string) => string])[] = [
  ["an enum", (name) => `  ${name}: [a, b]\n`],
  ["a brand", (name) => `  ${name}: brand<string>\n`],
  ["an alias", (name) => `  ${name}: string?\n`],
  ["an object", (name) => `  ${name}:\n    ${name}: int\n`],
];

describe("types called by words of TypeScript", () => {
  it.each(KINDS)("are refused or can be compiled: %s", async (_, typeText) => {
    const held = (words: readonly string[]): string =>
      `version: 1\nnamespace: shop\ntypes:\n${words.map(typeText).join("")}  Holder:\n` +
      `${words.map((word) => `    ${word}: ${word}\n`).join("")}regions:\n  all:\n    functions:\n` +
      `      getOne:\n        args:\n          id: int\n        returns: Holder\n`;
    const accepted = WORDS.filter((word) => readSchema(held([word])).model !== undefined);
    expect(accepted).toContain("type");
    const { model } = readSchema(held(accepted));
    if (model === undefined) throw new Error("words that are refused together");
    const { typescript, javascript } = await inBothLanguages(model);
    expect(programsIn(javascript)).toEqual(compiledPrograms(typescript));
    expect(declarationsIn(javascript)).toEqual(compiledDeclarations(typescript));
  });
});

describe("generated JavaScript and generated TypeScript", () => {
  it("export the same names, make the same keys and texts, and read what the other wrote", async () => {
    for (const model of fc.sample(models, { numRuns: MODELS })) {
      const { typescript, javascript } = await inBothLanguages(model);
      expect(exportsOf(javascript, ".js")).toEqual(exportsOf(typescript, ".ts"));
      const [ts, js] = [runGenerated(typescript), runGenerated(javascript)];
      const stored = new StoredTypes(model);
      for (const { name, returns } of model.regions.flatMap(({ functions }) => functions)) {
        const serializer = stored.nameOf(returns);
        const values = fc.sample(valuesOf(returns, model.types), { numRuns: VALUES });
        for (const value of values) {
          expect(js.all[name]?.key(value)).toBe(ts.all[name]?.key(value));
          const text = ts.serializers[serializer]?.encode(value) ?? "";
          expect(js.serializers[serializer]?.encode(value)).toBe(text);
          expect(js.serializers[serializer]?.decode(text)).toEqual(value);
          expect(ts.serializers[serializer]?.decode(text)).toEqual(value);
          expect(js.serializers[serializer]?.copy(value)).toEqual(value);
        }
      }
    }
  });
});

/** The names that each file exports, as it runs. */
function exportsOf(
  files: ReadonlyMap<string, string>,
  ending: string,
): Readonly<Record<string, readonly string[]>> {
  const load = loaderOf(files);
  const names = [...files.keys()].filter((name) => name.endsWith(ending));
  const modules = names.map((name) => name.slice(0, -ending.length));
  return Object.fromEntries(
    modules.map((name) => [name, Object.keys(load(`./${name}.js`)).sort()]),
  );
}

describe("the comparison", () => {
  const files = (name: string, text: string) => new Map([[name, text]]);

  it("notices a type that is left in a program, and a program that is another", () => {
    const typescript = compiledPrograms(files("a.ts", "export const a: number = 1;"));
    expect(programsIn(files("a.js", "// one\nexport  const a = 1"))).toEqual(typescript);
    expect(programsIn(files("a.js", "export const a = 2"))).not.toEqual(typescript);
    expect(() => programsIn(files("a.js", "export const a: number = 1;"))).toThrow();
  });

  it("notices a declaration that is missing, and one of another type", () => {
    const text = 'import type { B } from "b";\nexport const a: B = 1;\nconst own = 2;\n';
    const compiled = compiledDeclarations(files("a.ts", text));
    const declared = 'import type { B } from "b";\nexport declare const a: B;\n';
    expect(declarationsIn(files("a.d.ts", declared))).toEqual(compiled);
    for (const other of [declared.replace(": B", ": C"), "", `${declared}declare const own: 2;`]) {
      expect(declarationsIn(files("a.d.ts", other))).not.toEqual(compiled);
    }
  });
});
