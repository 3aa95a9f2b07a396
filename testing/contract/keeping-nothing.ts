import assert from "node:assert/strict";
import type { LeasingSubject } from "./leasing-subject.js";
import type { Chapter } from "./runner.js";

/** A store that keeps nothing: `keeps` is `false`. */
export const KEEPING_NOTHING: Chapter<LeasingSubject> = {
  name: "keeping nothing",
  clauses: [
    {
      says: "reads nothing, whatever was written",
      async holds(subject) {
        await subject.write("a", "one");
        assert.equal(await subject.read("a"), undefined);
        assert.deepEqual([...(await subject.backend.readMany(["a", "b"]))], [undefined, undefined]);
      },
    },
    {
      says: "gives a lease to everybody, and takes every fill",
      async holds(subject) {
        const [first, second] = [await subject.lease("a"), await subject.lease("a")];
        assert.equal(await subject.fill(first, "one"), true);
        assert.equal(await subject.fill(second, "two"), true);
        assert.equal(await subject.read("a"), undefined);
        assert.deepEqual([...(await subject.renew(first))], [true]);
        await subject.backend.release([second], 1);
        assert.equal(await subject.isLeased("a"), false);
      },
    },
    {
      says: "confirms every invalidation",
      async holds(subject) {
        await subject.invalidate("a");
        await subject.backend.invalidateAll("hard");
        await subject.backend.invalidateAll("soft");
      },
    },
  ],
};
