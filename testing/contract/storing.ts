import assert from "node:assert/strict";
import type { PlainSubject } from "./plain-subject.js";
import type { Chapter } from "./runner.js";

const NAMES = ["", "a", "A", "a ", "a:b", "a%3Ab", "@hard:a", "__proto__", "constructor", "ключ"];
const TEXTS = [
  "",
  "null",
  '{"ct": 1, "v": 2}|{"a":1}',
  "\u0000\n\r",
  "żółw 🐢",
  "x".repeat(100_000),
];
const VALUES = [{ a: 1 }, Object.freeze({ kept: new Date(0) }), new Map([[1, 2]]), "text"];

/** What a plain store does with what it is given. */
export const STORING: Chapter<PlainSubject> = {
  name: "get, set and delete",
  clauses: [
    {
      says: "gets nothing where nothing was set",
      async holds(subject) {
        assert.equal(await subject.get("a"), undefined);
      },
    },
    {
      says: "gets back what was set, and the last of it",
      async holds(subject) {
        const given: readonly unknown[] = subject.plain.form === "text" ? TEXTS : VALUES;
        for (const stored of given) {
          await subject.set("a", stored);
          assert.equal(await subject.get("a"), stored);
        }
      },
    },
    {
      says: "deletes what was set, and does not mind when nothing was",
      async holds(subject) {
        await subject.set("a", "one");
        await subject.set("b", "two");
        await subject.delete("a");
        await subject.delete("none");
        assert.deepEqual([await subject.get("a"), await subject.get("b")], [undefined, "two"]);
      },
    },
    {
      says: "keeps different keys apart, however odd",
      async holds(subject) {
        for (const [at, name] of NAMES.entries()) await subject.set(name, `value ${at}`);
        for (const [at, name] of NAMES.entries()) {
          assert.equal(await subject.get(name), `value ${at}`, `the value of "${name}"`);
        }
      },
    },
    {
      says: "keeps what was set without a TTL, and what has not outlived its own",
      async holds(subject) {
        await subject.set("ever", "one");
        await subject.set("long", "two", 60_000);
        await subject.passMs(500);
        assert.deepEqual([await subject.get("ever"), await subject.get("long")], ["one", "two"]);
      },
    },
    {
      says: "counts the TTL from the last set",
      async holds(subject) {
        await subject.set("a", "one", 100);
        await subject.set("a", "two");
        await subject.set("b", "one", 100);
        await subject.passMs(1_500);
        assert.equal(await subject.get("a"), "two");
        assert.equal(await subject.get("b"), subject.dropsAfterTtl ? undefined : "one");
      },
    },
    {
      says: "gets many in their order, with holes and repeated keys, if it can get many",
      async holds(subject) {
        await subject.set("a", "one");
        await subject.set("b", "two");
        const answers = await subject.getMulti("b", "none", "a", "b");
        if (answers !== undefined) assert.deepEqual(answers, ["two", undefined, "one", "two"]);
      },
    },
    {
      says: "sets many as it sets one, if it can set many",
      async holds(subject) {
        const { plain } = subject;
        if (plain.setMulti === undefined) return;
        const entries = ["a", "b"].map((name) => [subject.key(name), `value ${name}`] as const);
        await plain.setMulti(new Map(entries));
        await plain.setMulti(new Map([[subject.key("c"), "value c"]]), 60_000);
        const stored = await Promise.all(["a", "b", "c"].map((name) => subject.get(name)));
        assert.deepEqual(stored, ["value a", "value b", "value c"]);
      },
    },
    {
      says: "deletes many as it deletes one, if it can delete many",
      async holds(subject) {
        const { plain } = subject;
        if (plain.deleteMulti === undefined) return;
        for (const name of ["a", "b", "c"]) await subject.set(name, name);
        await plain.deleteMulti(Object.freeze(["a", "none", "c"].map((name) => subject.key(name))));
        const stored = await Promise.all(["a", "b", "c"].map((name) => subject.get(name)));
        assert.deepEqual(stored, [undefined, "b", undefined]);
      },
    },
  ],
};
