/** `emit: js`: the same program and the same types as in TypeScript, in two files. */
import { describe, expect, it } from "vitest";
import fc from "../../support/fast-check.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { schemaText } from "../fuzz/schemas.js";
import { allCases, modelOf } from "./cases.js";
import {
  compiledDeclarations,
  compiledPrograms,
  declarationsIn,
  inBothLanguages,
  programsIn,
} from "./languages.js";
import { models } from "./random-model.js";

const cases = allCases();

describe("JavaScript as the output", () => {
  it.each(cases)("is what a compiler makes of the TypeScript of $name", async (each) => {
    const { typescript, javascript } = await inBothLanguages(await modelOf(each));
    expect(programsIn(javascript)).toEqual(compiledPrograms(typescript));
    expect(declarationsIn(javascript)).toEqual(compiledDeclarations(typescript));
  });

  it("is that for random types as well", async () => {
    for (const model of fc.sample(models, { numRuns: 20 })) {
      const { typescript, javascript } = await inBothLanguages(model);
      expect(programsIn(javascript)).toEqual(compiledPrograms(typescript));
      expect(declarationsIn(javascript)).toEqual(compiledDeclarations(typescript));
    }
  });

  it("is that for any schema", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(schemaText, async (text) => {
        const { model } = readSchema(text);
        if (model === undefined) return;
        const { typescript, javascript } = await inBothLanguages(model);
        expect(programsIn(javascript)).toEqual(compiledPrograms(typescript));
        expect(declarationsIn(javascript)).toEqual(compiledDeclarations(typescript));
        count += 1;
      }),
      { numRuns: 30 },
    );
    expect(count).toBeGreaterThan(8);
  });
});
