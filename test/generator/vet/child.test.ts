import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readAnswer, type SchemaAnswer } from "../../../generator/vet/answer.js";
import { askSchemas } from "../../../generator/vet/child.js";
import { projectOf } from "../cli/project.js";

/** Asks for the schema `User` of a module of this text. */
async function asked(module: string, patience?: number): Promise<readonly SchemaAnswer[]> {
  const project = projectOf({ "user.mjs": module });
  const url = pathToFileURL(project.path("user.mjs")).href;
  return askSchemas([{ module: url, name: "User" }], project.root, patience);
}

const UNLIKE = { kind: "no schema" };

/** What a module that ends has to load, on a machine that does much else, in seconds: one that never ends takes it all. */
const PATIENCE = 8;

describe("a module that is asked", () => {
  it.each([
    ["greets", 'process.send?.("ready");'],
    ["sends null", "process.send?.(null);"],
    ["sends a list of null", "process.send?.([null]);"],
    ["sends half an answer", 'process.send?.([{ kind: "missing" }]);'],
    ["sends praise", 'process.send?.([{ kind: "right" }]);'],
    ["sends praise by another way", 'process._send?.([{ kind: "right" }]);'],
    ["sends praise with a token", 'process._send?.({ token: "", answer: { kind: "right" } });'],
    ["leaves whoever asks", "process.disconnect?.();"],
    ["calls to itself", 'process.emit("message", { token: "", questions: [] });'],
  ])("is judged by what it exports, though it %s", async (_, text) => {
    expect(await asked(`${text}\nexport const User = "text";`)).toEqual([UNLIKE]);
  });

  it.each([
    ["ends its process", "process.exit(0);", "its process ended"],
    ["never settles", "await new Promise(() => {});", "its process ended"],
    [
      "throws later",
      'setTimeout(() => { throw new RangeError("late"); }); await new Promise(() => {});',
      "RangeError: late",
    ],
    ["throws what is no error", "throw Object.create({ message: 'odd' });", "odd"],
  ])("is unloaded for a reason when it %s", async (_, text, reason) => {
    expect(await asked(`${text}\nexport const User = 1;`)).toEqual([{ kind: "unloaded", reason }]);
  });

  it("is not waited for without end", async () => {
    const answers = await asked("while (true) {}\nexport const User = 1;", 3);
    expect(answers).toEqual([{ kind: "unloaded", reason: "it did not load within 3 s" }]);
  });
});

describe("several modules that are asked", () => {
  /** Asks for `User` of modules of these texts, in their order; a text may stand twice. */
  async function askedAll(
    texts: readonly string[],
    patience = PATIENCE,
  ): Promise<readonly SchemaAnswer[]> {
    const files = Object.fromEntries(texts.map((text) => [nameOf(text), text]));
    const project = projectOf(files);
    const questions = texts.map((text) => {
      return { module: pathToFileURL(project.path(nameOf(text))).href, name: "User" };
    });
    return askSchemas(questions, project.root, patience);
  }

  function nameOf(text: string): string {
    return `m${createHash("sha256").update(text).digest("hex").slice(0, 8)}.mjs`;
  }

  const right = 'export const User = "text";';
  const late = { kind: "unloaded", reason: `it did not load within ${PATIENCE} s` };
  const ended = { kind: "unloaded", reason: "its process ended" };
  const endless = "while (true) {}";

  it.each([
    ["runs without end", endless, late],
    [
      "never settles, and keeps its process alive",
      "setInterval(() => {}, 1_000); await new Promise(() => {});",
      late,
    ],
    ["never settles", "await new Promise(() => {});", ended],
    ["ends its process", "process.exit(3);", ended],
  ])("are judged each by itself where one %s", async (_, text, fault) => {
    expect(await askedAll([right, text, `${right};`, text])).toEqual([
      UNLIKE,
      fault,
      UNLIKE,
      fault,
    ]);
  });

  it("are not all waited for where many never end", async () => {
    const texts = Array.from({ length: 6 }, (_, at) => `process.exit(${at});`);
    const answers = await askedAll([...texts, right]);
    const given = { kind: "unloaded", reason: "4 modules before it did not load" };
    expect(answers).toEqual([ended, ended, ended, ended, given, given, given]);
  });
});

describe("an answer", () => {
  it.each([
    [{ kind: "right" }],
    [{ kind: "unloaded", reason: "broken" }],
    [{ kind: "missing", exported: ["Usr"] }],
    [{ kind: "one way", path: "", part: "date" }],
  ])("is taken: %j", (answer) => {
    expect(readAnswer({ token: "secret", answer }, "secret")).toEqual(answer);
    expect(readAnswer({ token: "guess", answer }, "secret")).toBeUndefined();
  });

  it.each([
    [null],
    ["right"],
    [{}],
    [{ kind: "unloaded" }],
    [{ kind: "missing" }],
    [{ kind: "missing", exported: [1] }],
    [{ kind: "one way", path: "" }],
    [{ kind: "good" }],
  ])("of another shape is none: %j", (answer) => {
    expect(readAnswer({ token: "secret", answer }, "secret")).toBeUndefined();
  });
});
