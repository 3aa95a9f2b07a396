import assert from "node:assert/strict";
import type { LeasingSubject } from "./leasing-subject.js";
import type { Chapter } from "./runner.js";

const MANY = 300;

/** What goes with an invalidation, and what stays. */
export const INVALIDATING: Chapter<LeasingSubject> = {
  name: "invalidation",
  clauses: [
    {
      says: "drops the keys it is told and no others, known or not",
      async holds(subject) {
        for (const name of ["a", "b", "c"]) await subject.write(name, name);
        await subject.invalidate("a", "none", "c", "a");
        const kept = await Promise.all(["a", "b", "c"].map((name) => subject.kept(name)));
        assert.deepEqual(kept, [undefined, "b", undefined]);
      },
    },
    {
      says: "takes new values for what was dropped",
      async holds(subject) {
        await subject.write("a", "old");
        await subject.invalidate("a");
        assert.equal(await subject.fill(await subject.lease("a"), "new"), true);
        assert.equal(await subject.kept("a"), "new");
      },
    },
    {
      says: "drops everything at once when invalidated hard, and takes new values",
      async holds(subject) {
        const names = await fillMany(subject);
        await subject.backend.invalidateAll("hard");
        assert.equal((await heldOf(subject, names)).length, 0);
        await subject.write("k7", "new");
        assert.deepEqual(await heldOf(subject, names), [{ kept: "new", outdated: false }]);
      },
    },
    {
      says: "makes everything outdated at once when invalidated softly, and drops nothing",
      async holds(subject) {
        const names = await fillMany(subject);
        await subject.backend.invalidateAll("soft");
        const held = await heldOf(subject, names);
        assert.deepEqual(
          held,
          names.map((kept) => ({ kept, outdated: true })),
        );
      },
    },
    {
      says: "takes what was created after a soft invalidation for fresh",
      async holds(subject) {
        await subject.write("a", "old");
        await subject.write("b", "old");
        await subject.backend.invalidateAll("soft");
        await subject.fill(await subject.lease("a"), "new");
        await subject.write("b", "new");
        assert.deepEqual(await heldOf(subject, ["a", "b"]), [
          { kept: "new", outdated: false },
          { kept: "new", outdated: false },
        ]);
      },
    },
    {
      says: "drops hard what was invalidated softly before, and brings nothing back softly",
      async holds(subject) {
        await subject.write("a", "old");
        await subject.backend.invalidateAll("soft");
        await subject.backend.invalidateAll("soft");
        assert.deepEqual(await heldOf(subject, ["a"]), [{ kept: "old", outdated: true }]);
        await subject.backend.invalidateAll("hard");
        await subject.backend.invalidateAll("soft");
        assert.deepEqual(await heldOf(subject, ["a"]), []);
      },
    },
    {
      says: "gives new leases after every invalidation",
      async holds(subject) {
        await subject.lease("a");
        await subject.invalidate("a");
        await subject.lease("a");
        await subject.backend.invalidateAll("hard");
        await subject.lease("a");
        await subject.backend.invalidateAll("soft");
        assert.equal(await subject.fill(await subject.lease("a"), "new"), true);
      },
    },
  ],
};

async function fillMany(subject: LeasingSubject): Promise<string[]> {
  const names = Array.from({ length: MANY }, (_, at) => `k${at}`);
  await subject.backend.write(names.map((name) => [subject.key(name), subject.deposit(name)]));
  return names;
}

/** What is left of these keys. */
async function heldOf(
  subject: LeasingSubject,
  names: readonly string[],
): Promise<{ readonly kept: unknown; readonly outdated: boolean }[]> {
  const all = await subject.backend.readMany(names.map((name) => subject.key(name)));
  return all.flatMap((held) =>
    held === undefined ? [] : [{ kept: held.kept, outdated: held.outdated }],
  );
}
