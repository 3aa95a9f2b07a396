import assert from "node:assert/strict";
import type { LeasingSubject } from "./leasing-subject.js";
import type { Chapter } from "./runner.js";

/** Names that a careless store takes for one another, or for something of its own. */
const NAMES = ["", "a", "A", "a ", "a:b", "a%3Ab", "@a", "@@a", "__proto__", "constructor", "ключ"];
const LONG_NAME = "k".repeat(2_000);

const TEXTS = ["", "null", '{"a":1}', "a|b", "\u0000\n\r", "żółw 🐢", "x".repeat(100_000)];
const VALUES = [null, 0, -0, false, "", Number.NaN, { a: [1] }, new Date(0), new Map([[1, 2]])];

/** What a store holds, and how it answers. */
export const READING: Chapter<LeasingSubject> = {
  name: "reading and writing",
  clauses: [
    {
      says: "reads nothing where nothing was stored",
      async holds(subject) {
        assert.equal(await subject.read("a"), undefined);
        assert.deepEqual([...(await subject.backend.readMany([subject.key("a")]))], [undefined]);
      },
    },
    {
      says: "reads what was stored, and what is known of it",
      async holds(subject) {
        await subject.write("a", "one", { costMs: 12, draw: 0.5 });
        const { fillId, fingerprint, ...held } =
          (await subject.read("a")) ?? assert.fail("nothing is held");
        assert.notEqual(fillId, undefined);
        assert.equal(fingerprint, undefined);
        assert.deepEqual(held, {
          kept: "one",
          createdMs: subject.clock.nowMs(),
          costMs: 12,
          draw: 0.5,
          outdated: false,
          retryAtMs: 0,
        });
      },
    },
    {
      says: "says for which type a value was written, or nothing: never for which it was not",
      async holds(subject) {
        await subject.write("a", "one", { fingerprint: "0123456789abcdef" });
        const { fingerprint = "0123456789abcdef" } = (await subject.read("a")) ?? {};
        assert.equal(fingerprint, "0123456789abcdef");
        await subject.write("a", "two");
        assert.equal((await subject.read("a"))?.fingerprint, undefined);
      },
    },
    {
      says: "keeps every value of its form as it is",
      async holds(subject) {
        for (const kept of subject.backend.form === "text" ? TEXTS : VALUES) {
          await subject.write("a", kept);
          assert.deepEqual(await subject.kept("a"), kept);
        }
      },
    },
    {
      says: "keeps different keys apart, however odd or long",
      async holds(subject) {
        const names = [...NAMES, LONG_NAME, `${LONG_NAME}k`];
        for (const [at, name] of names.entries()) await subject.write(name, String(at));
        for (const [at, name] of names.entries()) {
          assert.equal(await subject.kept(name), String(at), `the value of "${name}"`);
        }
      },
    },
    {
      says: "answers many keys in their order, with holes, and repeated ones each time",
      async holds(subject) {
        await subject.write("a", "one");
        await subject.write("b", "two");
        const keys = ["b", "none", "a", "b"].map((name) => subject.key(name));
        const held = await subject.backend.readMany(Object.freeze(keys));
        assert.deepEqual(
          held.map((one) => one?.kept),
          ["two", undefined, "one", "two"],
        );
      },
    },
    {
      says: "takes empty lists",
      async holds({ backend }) {
        assert.deepEqual([...(await backend.readMany([]))], []);
        assert.deepEqual([...(await backend.acquire([]))], []);
        assert.deepEqual([...(await backend.fill([]))], []);
        assert.deepEqual([...(await backend.renew([], 1))], []);
        await backend.release([]);
        await backend.write([]);
        await backend.invalidate([]);
      },
    },
    {
      says: "stores many at once, and of one key the last",
      async holds(subject) {
        const [a, b] = [subject.key("a"), subject.key("b")];
        const entries = [
          [a, subject.deposit("first")],
          [b, subject.deposit("two")],
          [a, subject.deposit("last")],
        ] as const;
        await subject.backend.write(Object.freeze(entries));
        assert.deepEqual([await subject.kept("a"), await subject.kept("b")], ["last", "two"]);
      },
    },
    {
      says: "tells two fills apart, and two readings of one not",
      async holds(subject) {
        await subject.write("a", "same");
        const first = await subject.read("a");
        const again = await subject.read("a");
        await subject.write("a", "same");
        const second = await subject.read("a");
        assert.equal(first?.fillId, again?.fillId);
        assert.notEqual(first?.fillId, second?.fillId);
      },
    },
    {
      says: "holds what it was asked to retain until that time has passed",
      async holds(subject) {
        await subject.write("a", "short", { retainMs: 60_000 });
        await subject.write("b", "long", { retainMs: Infinity });
        await subject.write("c", "spent", { retainMs: 0 });
        await subject.passMs(500);
        assert.equal(await subject.kept("a"), "short");
        await subject.write("a", "longer", { retainMs: Infinity });
        assert.deepEqual([await subject.kept("a"), await subject.kept("b")], ["longer", "long"]);
      },
    },
    {
      says: "answers a peek with what was created in time and is not outdated, if it can peek",
      async holds(subject) {
        const { backend, clock } = subject;
        if (backend.peek === undefined) return;
        await subject.write("a", "one");
        const nowMs = clock.nowMs();
        const peek = (name: string, sinceMs: number, untilMs: number): unknown =>
          backend.peek?.(subject.key(name), sinceMs, untilMs);
        assert.equal(peek("a", nowMs, nowMs), "one");
        assert.equal(peek("a", nowMs + 1, nowMs + 2), undefined);
        assert.equal(peek("a", nowMs - 2, nowMs - 1), undefined);
        assert.equal(peek("none", nowMs - 1, nowMs + 1), undefined);
        await backend.invalidateAll("soft");
        assert.equal(peek("a", nowMs - 1, nowMs + 1), undefined);
      },
    },
    {
      says: "leaves no timer behind when it is closed",
      async holds(subject) {
        await subject.lease("a");
        await subject.freed("a");
        await subject.write("b", "one", { retainMs: 1_000 });
        await subject.backend.close();
        assert.equal(subject.clock.pending, 0);
      },
    },
  ],
};
