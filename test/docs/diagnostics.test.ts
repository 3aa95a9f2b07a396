import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCodeSections } from "../../generator/cli/diagnostics-page.js";
import { CODES } from "../../generator/diagnostic/codes.js";
import { readSchema } from "../../generator/schema/read-schema.js";
import { blocksIn, readPages, ROOT, type Block } from "./page.js";
import { play, SITUATIONS } from "./situations.js";

const sections = readCodeSections();
const page = readPages().find(({ path }) => path === "docs/diagnostics.md");
const examples = page === undefined ? [] : blocksIn(page, "yaml");

/** The codes whose sections show a schema, each with the schema that has it and the one that was mended. */
const shown = sections.flatMap(({ code }) => {
  const at = examples.findIndex(({ label }) => label === `faulty ${code}`);
  return at < 0 ? [] : [{ code, faulty: examples[at], mended: examples[at + 1] }];
});

function codesOf(example: Block | undefined): readonly string[] {
  return readSchema(example?.text ?? "").diagnostics.map(({ code }) => code);
}

describe("docs/diagnostics.md", () => {
  it("has a section for every code, in order, and for no other", () => {
    expect(sections.map(({ code }) => code)).toEqual([...CODES]);
  });

  it("titles each as the list of codes does", () => {
    const source = readFileSync(join(ROOT, "generator/diagnostic/codes.ts"), "utf8");
    const listed = [...source.matchAll(/"(CG\d{4})", \/\/ (.+)/g)].map(([, code, title]) => {
      return `${code} ${title}`;
    });
    expect(sections.map(({ code, title }) => `${code} ${title}`)).toEqual(listed);
  });

  it("says of each what it means and how to mend it", () => {
    const short = sections.filter(({ text }) => {
      return text.replace(/^```[^]*?^```/gm, "").split(/\n{2,}/).length < 2;
    });
    expect(short.map(({ code }) => code)).toEqual([]);
  });

  it.each(shown)("$code is the one fault of its example, which mended has none", (each) => {
    expect(codesOf(each.faulty)).toEqual([each.code]);
    expect(each.mended?.label).toBe("");
    expect(codesOf(each.mended)).toEqual([]);
  });

  it("shows a schema, or a test makes the situation, for each", () => {
    const made = Object.keys(SITUATIONS);
    expect([...shown.map(({ code }) => code), ...made].sort()).toEqual([...CODES]);
  });
});

describe("situations", () => {
  it.each(Object.entries(SITUATIONS))(
    "%s is met, and its cure ends it",
    async (code, situation) => {
      const { met, mended } = await play(situation);
      expect(met.codes).toEqual([code]);
      expect(met.exitCode).not.toBe(0);
      expect(mended).toEqual({ exitCode: 0, codes: [] });
    },
  );
});
