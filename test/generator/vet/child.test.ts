import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readAnswers, type SchemaAnswer } from "../../../generator/vet/answer.js";
import { askSchemas } from "../../../generator/vet/child.js";
import { projectOf } from "../cli/project.js";

/** Asks for the schema `User` of a module of this text. */
async function asked(module: string, patience?: number): Promise<readonly SchemaAnswer[]> {
  const project = projectOf({ "user.mjs": module });
  const url = pathToFileURL(project.path("user.mjs")).href;
  return askSchemas([{ module: url, name: "User" }], project.root, patience);
}

const UNLIKE = { kind: "no schema" };

describe("a module that is asked", () => {
  it.each([
    ["greets", 'process.send?.("ready");'],
    ["sends null", "process.send?.(null);"],
    ["sends a list of null", "process.send?.([null]);"],
    ["sends half an answer", 'process.send?.([{ kind: "missing" }]);'],
    ["sends praise", 'process.send?.([{ kind: "right" }]);'],
    ["sends praise by another way", 'process._send?.([{ kind: "right" }]);'],
    ["sends praise with a token", 'process._send?.({ token: "", answers: [{ kind: "right" }] });'],
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

describe("answers", () => {
  const expected = { token: "secret", count: 1 };

  it.each([
    [{ kind: "right" }],
    [{ kind: "unloaded", reason: "broken" }],
    [{ kind: "missing", exported: ["Usr"] }],
    [{ kind: "one way", path: "", part: "date" }],
  ])("are taken: %j", (answer) => {
    const message = { token: "secret", answers: [answer] };
    expect(readAnswers(message, expected)).toEqual([answer]);
    expect(readAnswers({ ...message, token: "guess" }, expected)).toBeUndefined();
    expect(readAnswers(message, { ...expected, count: 2 })).toBeUndefined();
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
  ])("of another shape are not: %j", (answer) => {
    expect(readAnswers({ token: "secret", answers: [answer] }, expected)).toBeUndefined();
  });
});
