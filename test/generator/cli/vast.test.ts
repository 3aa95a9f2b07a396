import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { Project, SCHEMA } from "./project.js";

const projects: Project[] = [];

afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

const HEAD = "version: 1\nnamespace: shop\n";

function repeated(count: number, text: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => text(at)).join("");
}

/** Unions of the same hundred objects. */
function unions(count: number): string {
  const members = Array.from({ length: 100 }, (_, at) => `O${at}`).join(" | ");
  return repeated(count, (at) => `  U${at}: ${members}\n`);
}

/** Files no person writes: a machine did, or somebody who means harm. Each ends with one of the codes. */
const VAST: readonly (readonly [what: string, text: () => string, codes: readonly string[]])[] = [
  [
    "10 MB of types",
    () => SCHEMA + repeated(400_000, (at) => `  Type${at}: string[]\n`),
    ["CG1005"],
  ],
  ["10 MB of comment", () => `${SCHEMA}#${"x".repeat(10_000_000)}\n`, ["CG1005"]],
  ["one line of 5 MB", () => `${HEAD}types:\n  A: ${"x".repeat(5_000_000)}\n`, ["CG1005"]],
  ["one line of 1.9 MB", () => `${SCHEMA}types:\n  A: ${"x".repeat(1_900_000)}\n`, ["CG3006"]],
  [
    "one line of 1.9 MB that looks like addresses",
    () => `${SCHEMA}types:\n  A: ${"://a:b".repeat(300_000)}\n`,
    ["CG2005"],
  ],
  [
    "one line of 300 kB of faults",
    () => `${SCHEMA}types:\n  A: [${"1, ".repeat(100_000)}]\n`,
    ["CG2001"],
  ],
  ["lists 20,000 deep", () => `${SCHEMA}types:\n  A: ${"[".repeat(20_000)}\n`, ["CG1006"]],
  ["maps 20,000 deep", () => `${SCHEMA}types:\n  A: ${"{a: ".repeat(20_000)}\n`, ["CG1006"]],
  ["dashes 20,000 deep", () => `${SCHEMA}types:\n  A:\n    ${"- ".repeat(20_000)}x\n`, ["CG1006"]],
  [
    "blocks 1,500 deep",
    () => `${SCHEMA}types:\n${repeated(1_500, (at) => `${" ".repeat(at + 1)}a:\n`)}`,
    ["CG1006"],
  ],
  ["types 20,000 deep", () => `${SCHEMA}types:\n  A: ${"list<".repeat(20_000)}\n`, ["CG2005"]],
  [
    "lists of lists 20,000 deep",
    () => `${SCHEMA}types:\n  A: int${"[]".repeat(20_000)}\n`,
    ["CG2005"],
  ],
  [
    "20,000 types that each refer to the next",
    () => `${SCHEMA}types:\n${repeated(20_000, (at) => `  T${at}: T${at + 1}[]\n`)}  T20000: int\n`,
    ["CG3016"],
  ],
  [
    "100,000 functions",
    () => {
      const functions = repeated(100_000, (at) => `      f${at}:\n        returns: int\n`);
      return `${HEAD}regions:\n  users:\n    functions:\n${functions}`;
    },
    ["CG1005"],
  ],
  [
    "50,000 functions of one name",
    () => `${SCHEMA}${"      getUser: { returns: int }\n".repeat(50_000)}`,
    ["CG1002"],
  ],
  [
    "50,000 types that there are not",
    () => `${SCHEMA}types:\n${repeated(50_000, (at) => `  T${at}: U${at}\n`)}`,
    ["CG3006"],
  ],
  [
    "30,000 keys that there are not",
    () => `${SCHEMA}${repeated(30_000, (at) => `key${at}: 1\n`)}`,
    ["CG2002"],
  ],
  [
    "50,000 anchors and aliases",
    () => `${SCHEMA}types:\n${repeated(50_000, (at) => `  T${at}: &a${at} [*a${at}]\n`)}`,
    ["CG1003"],
  ],
  [
    "an enum of 100,000 equal members",
    () => `${SCHEMA}types:\n  A: [${"a, ".repeat(100_000)}a]\n`,
    ["CG3005"],
  ],
  [
    "100,000 lists of flow style in a line",
    () => `${HEAD}types: {${repeated(100_000, (at) => `T${at}: int[], `)}}\n`,
    ["CG1007"],
  ],
  [
    "20,000 unions that come to one another in many ways",
    () => `${SCHEMA}types:\n${repeated(20_000, (at) => `  U${at}: U${at + 1} | U${at + 7}\n`)}`,
    ["CG3016"],
  ],
  [
    "200 unions of 100 objects that nothing tells apart",
    () => {
      const fields = (at: number): string =>
        repeated(150, (field) => `    f${at}x${field}: const(a)\n`);
      const objects = repeated(100, (at) => `  O${at}:\n${fields(at)}`);
      return `${SCHEMA}types:\n${objects}${unions(200)}`;
    },
    ["CG3022"],
  ],
  [
    "1,000 patterns that would not come to an end",
    () => {
      const argument = `{ type: string, pattern: "^(a+)+$", default: "${"a".repeat(40)}!" }`;
      return (
        SCHEMA +
        repeated(1_000, (at) => `      f${at}: { args: { a: ${argument} }, returns: int }\n`)
      );
    },
    ["CG2010"],
  ],
  [
    "20,000 creators that are not there",
    () =>
      SCHEMA +
      repeated(20_000, (at) => `      f${at}: { returns: int, creator: "./f${at}.ts#make" }\n`),
    ["CG3020"],
  ],
  ["500,000 quotes", () => `${SCHEMA}types:\n  A: ${"'".repeat(500_001)}\n`, ["CG1001"]],
  ["400,000 documents", () => `${SCHEMA}${"---\n".repeat(400_000)}`, ["CG1009"]],
  [
    "500,000 tabs",
    () => `${SCHEMA}types:\n${"\t\n".repeat(500_000)}\ta: b\n`,
    ["CG1008", "CG1001"],
  ],
];

/** Large, and without a fault. */
const LARGE: readonly (readonly [what: string, text: () => string])[] = [
  [
    "20,000 backends of a region each",
    () =>
      `${HEAD}backends:\n${repeated(20_000, (at) => `  b${at}: memory\n`)}regions:\n${repeated(
        20_000,
        (at) => `  r${at}: { backend: b${at}, functions: { f: { returns: int } } }\n`,
      )}`,
  ],
  [
    "2,000 unions of 100 objects",
    () => {
      const fields = (at: number): string => repeated(30, (field) => `    f${at}x${field}: int\n`);
      const objects = repeated(100, (at) => `  O${at}:\n${fields(at)}    kind: const(k${at})\n`);
      return `${SCHEMA}types:\n${objects}${unions(2_000)}`;
    },
  ],
  [
    "a union of 100 objects of 800 fields",
    () => {
      const fields = (at: number): string => repeated(800, (field) => `    f${at}x${field}: int\n`);
      const objects = repeated(100, (at) => `  O${at}:\n${fields(at)}    kind: const(k${at})\n`);
      return `${SCHEMA}types:\n${objects}${unions(1)}`;
    },
  ],
];

describe("a large schema", () => {
  it.each(LARGE)("is read: %s", async (_, text) => {
    const project = new Project({ "package.json": "{}", "cache.schema.yaml": text() });
    projects.push(project);
    const run = await project.run(["validate"]);
    expect(run.stderr.slice(0, 1_000)).toBe("cache.schema.yaml is valid\n");
    expect(run.exitCode).toBe(0);
  });
});

describe("a schema beyond measure", () => {
  it.each(VAST)("ends with a diagnostic: %s", async (_, text, codes) => {
    const project = new Project({ "package.json": "{}", "cache.schema.yaml": text() });
    projects.push(project);
    const run = await project.run([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect(run.stderr.length).toBeLessThan(100_000);
    expect(codes).toContain(/CG\d{4}/.exec(run.stderr)?.[0]);
    expect(existsSync(project.path("generated"))).toBe(false);
  });
});
