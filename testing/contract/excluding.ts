import assert from "node:assert/strict";
import { settled } from "../gate.js";
import type { PlainSubject } from "./plain-subject.js";
import type { Chapter } from "./runner.js";

/** What the mutexes of a plain store do, if it has any. */
export const EXCLUDING: Chapter<PlainSubject> = {
  name: "mutexes, if it has any",
  clauses: [
    {
      says: "lets one in at a time, however the mutex was come by",
      async holds(subject) {
        const mutex = subject.mutex("a");
        if (mutex === undefined) return;
        assert.equal(await mutex.acquire(false), true);
        assert.equal(await subject.mutex("a")?.acquire(false), false);
        await mutex.release();
        assert.equal(await subject.mutex("a")?.acquire(false), true);
        await subject.mutex("a")?.release();
      },
    },
    {
      says: "says whether it is locked without locking it, if it can",
      async holds(subject) {
        const mutex = subject.mutex("a");
        if (mutex?.locked === undefined) return;
        assert.equal(await mutex.locked(), false);
        assert.equal(await mutex.acquire(false), true);
        assert.equal(await subject.mutex("a")?.locked?.(), true);
        await mutex.release();
        assert.equal(await mutex.locked(), false);
      },
    },
    {
      says: "lets the next one in that waits when it is released",
      async holds(subject) {
        const [first, second] = [subject.mutex("a"), subject.mutex("a")];
        if (first === undefined || second === undefined) return;
        assert.equal(await first.acquire(true), true);
        let isIn = false;
        const waiting = (async () => (isIn = await second.acquire(true)))();
        await settled();
        assert.equal(isIn, false);
        await first.release();
        assert.equal(await waiting, true);
        await second.release();
      },
    },
    {
      says: "stores and deletes whoever holds the mutex",
      async holds(subject) {
        const mutex = subject.mutex("a");
        if (mutex === undefined) return;
        await mutex.acquire(false);
        await subject.set("a", "one");
        assert.equal(await subject.get("a"), "one");
        await subject.delete("a");
        await mutex.release();
      },
    },
  ],
};
