import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "../../support/fast-check.js";
import { afterAll, describe, expect, it } from "vitest";
import { generateOutput } from "../../../generator/generate.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { deedsOf, MARK } from "./inert.js";
import { mutatedText, schemaText } from "./schemas.js";

const ROOT = join(import.meta.dirname, "../../..");

/** Outputs that are compiled together. */
const COMPILED = 40;

const folder = mkdtempSync(join(tmpdir(), "cachegen-fuzz-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The module that schemas import from: a zod schema, and a creator of whatever. */
const OWN = `import * as z from "zod";
export const Own: z.ZodType<{ at: string }> = z.object({ at: z.string() });
export const make: any = () => undefined;
`;

type Files = ReadonlyMap<string, string>;

const outputs: Files[] = [];

/** The texts of all outputs, more than are compiled. */
const texts: string[] = [];

/** Generates from a text, unless it has faults; expects the output to do nothing but declare. */
async function generateInert(text: string): Promise<Files | undefined> {
  const { model, diagnostics } = readSchema(text);
  expect(model === undefined).toBe(diagnostics.length > 0);
  if (model === undefined) return undefined;
  const { files } = await generateOutput(model, "cache.schema.yaml");
  for (const [name, code] of files) expect(deedsOf(code), name).toEqual([]);
  return files;
}

describe("any schema", () => {
  it("has faults, or yields code that does nothing but declare", async () => {
    await fc.assert(
      fc.asyncProperty(schemaText, async (text) => {
        const files = await generateInert(text);
        if (files === undefined) return;
        texts.push(...files.values());
        if (outputs.length < COMPILED) outputs.push(files);
      }),
      { numRuns: 90 },
    );
    expect(outputs.length).toBeGreaterThanOrEqual(COMPILED / 2);
  });

  it("does so with a hostile text in the place of any word", async () => {
    await fc.assert(
      fc.asyncProperty(mutatedText, async (text) => void (await generateInert(text))),
      {
        numRuns: 80,
      },
    );
  });

  it("yields code that compiles under the strictest flags", async () => {
    for (const [at, files] of outputs.entries()) {
      const place = join(folder, `schema${at}`);
      mkdirSync(place);
      for (const [name, code] of files) writeFileSync(join(place, name), code);
    }
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(ROOT, "node_modules/zod"), join(folder, "node_modules/zod"));
    symlinkSync(join(ROOT, "node_modules/@types"), join(folder, "node_modules/@types"));
    symlinkSync(ROOT, join(folder, "node_modules/cachegen"));
    writeFileSync(join(folder, "own.ts"), OWN);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const compilerOptions = { noEmit: true };
    const tsconfig = { extends: join(ROOT, "tsconfig.base.json"), compilerOptions };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    expect(outputs.length).toBeGreaterThan(0);
    expect(await compile()).toEqual([]);
  });

  it.each([
    ["tuples", /\.tuple\(/],
    ["unions", /switch \(/],
    ["imported types", /importedType\(/],
    ["creators", /OnArguments\(/],
    ["positions", /function pack/],
    ["limits", /check\.(range|length|members|pattern)\(/],
    ["moments as defaults", /= new (globalThis\.)?Date\("/],
    ["lists as defaults", /= \[/],
    ["objects as defaults", /= \{ kind/],
    ["keys of their own", /=>\s+[`"]own:/],
    ["hashed keys", /key\d*\.(sha256|hmac)\(/],
  ])("has %s among what it yields", (_, sign) => {
    expect(texts.some((text) => sign.test(text))).toBe(true);
  });
});

async function compile(): Promise<readonly string[]> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", folder], { cwd: folder });
  const report = await run.then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
  return report.split("\n").filter((line) => /^schema\d+\/.*error TS/.test(line));
}

describe("the judge of generated code", () => {
  const expected = join(ROOT, "test/cases");
  const files = readdirSync(expected, { recursive: true, encoding: "utf8" })
    .filter((name) =>
      /^(shop|values|hostile|multi|options)\/expected\/\w+\.ts$/.test(name.replaceAll("\\", "/")),
    )
    .map((name) => readFileSync(join(expected, name), "utf8"));

  it("finds nothing in the cases", () => {
    expect(files.length).toBeGreaterThan(15);
    for (const text of files) expect(deedsOf(text)).toEqual([]);
  });

  it.each([
    "process.exit(1);",
    "console.log(1);",
    `${MARK}();`,
    `const ${MARK} = 1;`,
    "globalThis.evil = true;",
    'fetch("https://example.com");',
    'export const evil = fetch("https://example.com");',
    "export const evil = (() => 1)();",
    "export const evil = [1].map((x) => x);",
    "export const evil = String.raw`x`;",
    "export const evil = await import('./types.js');",
    "export const evil = () => process.env;",
    "export const evil = () => globalThis;",
    "export function evil() { Date.now = () => 0; }",
    "export function evil() { JSON.parse = String; }",
    'import "./evil.js";',
    'import * as fs from "node:fs";',
    'export * from "evil";',
    "if (true) { }",
    "while (true);",
    "class Evil { static { } }",
    "export default 1;",
    "throw 1;",
    "{",
  ])("would notice %s", (statement) => {
    for (const text of files.slice(0, 6)) {
      expect(deedsOf(`${text}\n${statement}\n`)).not.toEqual([]);
    }
  });
});
