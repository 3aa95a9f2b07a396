import assert from "node:assert/strict";
import type { LeasingSubject } from "./leasing-subject.js";
import type { Chapter, Clause } from "./runner.js";

/** Something that ends the lease of a key. */
interface Ending {
  readonly name: string;
  readonly end: (subject: LeasingSubject, key: string) => Promise<unknown>;
  /** What is kept under the key after it; a value of `old` was kept before. */
  readonly leaves: "old" | "written" | undefined;
}

/** What fences a fill from outside, and leaves nobody a lease. A release takes the lease, so it stands in clauses of its own. */
const ENDINGS: readonly Ending[] = [
  { name: "a write", end: (subject, key) => subject.write(key, "written"), leaves: "written" },
  { name: "an invalidation", end: (subject, key) => subject.invalidate(key), leaves: undefined },
  {
    name: "a hard invalidation of everything",
    end: async ({ backend }) => backend.invalidateAll("hard"),
    leaves: undefined,
  },
  {
    name: "a soft invalidation of everything",
    end: async ({ backend }) => backend.invalidateAll("soft"),
    leaves: "old",
  },
];

const TAKE_OVER: Ending = {
  name: "a take-over",
  end: (subject, key) => subject.lease(key, { takeOver: true }),
  leaves: "old",
};

/** What stores a created value, and what keeps it from being stored. */
export const FENCING: Chapter<LeasingSubject> = {
  name: "fills",
  clauses: [
    {
      says: "stores what was created with a live lease, which ends",
      async holds(subject) {
        const lease = await subject.lease("a");
        assert.equal(await subject.fill(lease, "one"), true);
        assert.equal(await subject.kept("a"), "one");
        assert.equal(await subject.isLeased("a"), false);
        assert.equal(await subject.fill(lease, "again"), false);
        assert.equal(await subject.kept("a"), "one");
      },
    },
    {
      says: "refuses a fill whose lease was given back",
      async holds(subject) {
        const lease = await subject.lease("a");
        await subject.backend.release([lease]);
        assert.equal(await subject.fill(lease, "late"), false);
        assert.equal(await subject.read("a"), undefined);
      },
    },
    {
      says: "refuses a fill with a token it never gave",
      async holds(subject) {
        await subject.lease("a");
        const forged = { key: subject.key("a"), token: "never given" };
        assert.equal(await subject.fill(forged, "forged"), false);
        assert.equal(await subject.fill({ ...forged, key: subject.key("b") }, "forged"), false);
        assert.deepEqual(
          [await subject.read("a"), await subject.read("b")],
          [undefined, undefined],
        );
      },
    },
    {
      says: "drops what a key has for a fill of nothing with a live lease, which ends",
      async holds(subject) {
        await subject.write("a", "old");
        const live = await subject.lease("a", { seen: await subject.read("a") });
        const lost = await subject.lease("b", { takeOver: true });
        await subject.write("b", "written");
        assert.deepEqual(
          [
            ...(await subject.fillAll([
              [live, null],
              [lost, null],
            ])),
          ],
          [true, false],
        );
        assert.deepEqual(
          [await subject.kept("a"), await subject.kept("b")],
          [undefined, "written"],
        );
        assert.equal(await subject.isLeased("a"), false);
      },
    },
    {
      says: "stores the first of two fills in one list that have the same lease",
      async holds(subject) {
        const lease = await subject.lease("a");
        const fills = ["first", "second"].map((kept) => [lease, subject.deposit(kept)] as const);
        assert.deepEqual([...(await subject.fillAll(fills))], [true, false]);
        assert.equal(await subject.kept("a"), "first");
      },
    },
    ...[...ENDINGS, TAKE_OVER].map(refusesAfter),
    ...ENDINGS.map(wakesWith),
    {
      says: "tells who waits after a take-over, at the latest when the new holder is done",
      async holds(subject) {
        await subject.lease("a");
        for (const freed of await subject.freed("a")) {
          await subject.waits(freed);
          const taken = await subject.lease("a", { takeOver: true });
          assert.equal(await subject.fill(taken, "one"), true);
          await subject.wakes(freed);
        }
      },
    },
    {
      says: "leaves the leases of other keys alone when one is written, dropped or taken over",
      async holds(subject) {
        const lease = await subject.lease("a");
        await subject.write("b", "written");
        await subject.invalidate("b", "c");
        await subject.lease("d", { takeOver: true });
        assert.equal(await subject.fill(lease, "one"), true);
      },
    },
    {
      says: "stores the live ones of many fills and answers in their order",
      async holds(subject) {
        const names = ["a", "b", "c", "d"];
        const leases = await Promise.all(names.map((name) => subject.lease(name)));
        await subject.invalidate("a", "c");
        const answers = await subject.fillAll(
          leases.map((lease, at) => [lease, subject.deposit(names[at])] as const),
        );
        assert.deepEqual([...answers], [false, true, false, true]);
        const kept = await Promise.all(names.map((name) => subject.kept(name)));
        assert.deepEqual(kept, [undefined, "b", undefined, "d"]);
      },
    },
    {
      says: "holds nothing when a fill and an invalidation of its key meet, whichever was called first",
      async holds(subject) {
        const early = await subject.lease("a");
        await Promise.all([subject.fill(early, "early"), subject.invalidate("a")]);
        assert.equal(await subject.read("a"), undefined);
        const late = await subject.lease("a");
        await Promise.all([subject.invalidate("a"), subject.fill(late, "late")]);
        assert.equal(await subject.read("a"), undefined);
      },
    },
    {
      says: "holds nothing fresh when fills and invalidations of everything meet",
      async holds(subject) {
        for (const mode of ["hard", "soft"] as const) {
          const lease = await subject.lease("a", { takeOver: true });
          await Promise.all([subject.fill(lease, "met"), subject.backend.invalidateAll(mode)]);
          const held = await subject.read("a");
          assert.ok(held === undefined || (mode === "soft" && held.outdated));
        }
      },
    },
    {
      says: "tells who waits when the value is there, or the lease was given back",
      async holds(subject) {
        const first = await subject.lease("a");
        for (const freed of await subject.freed("a")) {
          await subject.waits(freed);
          await subject.fill(first, "one");
          await subject.wakes(freed);
        }
        const second = await subject.lease("b");
        for (const freed of await subject.freed("b")) {
          await subject.waits(freed);
          await subject.backend.release([second]);
          await subject.wakes(freed);
        }
      },
    },
  ],
};

function refusesAfter({ name, end, leaves }: Ending): Clause<LeasingSubject> {
  return {
    says: `refuses a fill after ${name}, and stores nothing`,
    async holds(subject) {
      await subject.write("a", "old");
      const lease = await subject.lease("a", { seen: await subject.read("a") });
      const other = await subject.lease("empty");
      await end(subject, "a");
      await end(subject, "empty");
      assert.equal(await subject.fill(lease, "late"), false);
      assert.equal(await subject.fill(other, "late"), false);
      assert.equal(await subject.kept("a"), leaves);
      assert.equal(await subject.kept("empty"), leaves === "written" ? leaves : undefined);
    },
  };
}

function wakesWith({ name, end }: Ending): Clause<LeasingSubject> {
  return {
    says: `tells who waits after ${name}`,
    async holds(subject) {
      await subject.lease("a");
      for (const freed of await subject.freed("a")) {
        await subject.waits(freed);
        await end(subject, "a");
        await subject.wakes(freed);
      }
    },
  };
}
