import assert from "node:assert/strict";
import type { Acquisition, Lease } from "../../runtime/index.js";
import type { LeasingSubject } from "./leasing-subject.js";
import type { Chapter } from "./runner.js";

const CROWD = 20;

/** So often a machine may pause between taking a lease and renewing it, for longer than it lasts. */
const MOST_TRIES = 5;

/** Who gets a lease, who waits, and who finds that the value has come meanwhile. */
export const ELECTING: Chapter<LeasingSubject> = {
  name: "leases",
  clauses: [
    {
      says: "gives a lease to exactly one of all who ask at the same time",
      async holds(subject) {
        const crowd = Array.from({ length: CROWD }, () => subject.ask("a"));
        assert.deepEqual(kindsOf(await Promise.all(crowd)), ["won", ...busy(CROWD - 1)]);
      },
    },
    {
      says: "gives a lease to exactly one of the requests in one list",
      async holds(subject) {
        const answers = await subject.askAll(["a", "b", "a", "b"]);
        assert.deepEqual(
          answers.map(({ kind }) => kind),
          ["won", "won", "busy", "busy"],
        );
      },
    },
    {
      says: "answers requests in their order, each about its own key",
      async holds(subject) {
        await subject.write("full", "one");
        await subject.lease("held");
        const answers = await subject.askAll(["held", "full", "free", "other"]);
        assert.deepEqual(
          answers.map(({ kind }) => kind),
          ["busy", "filled", "won", "won"],
        );
        const leases = answers.flatMap((answer) => (answer.kind === "won" ? answer.lease : []));
        assert.deepEqual(
          leases.map(({ key }) => key),
          [subject.key("free"), subject.key("other")],
        );
      },
    },
    {
      says: "gives leases of different keys to different askers",
      async holds(subject) {
        await subject.lease("a");
        await subject.lease("b");
      },
    },
    {
      says: "makes a new token for every lease",
      async holds(subject) {
        const first = await subject.lease("a");
        await subject.backend.release([first]);
        const second = await subject.lease("a");
        assert.notEqual(first.token, second.token);
        assert.equal(await subject.fill(first, "old"), false);
        assert.equal(await subject.fill(second, "new"), true);
      },
    },
    {
      says: "says whether a key is leased, and does not take the lease",
      async holds(subject) {
        assert.equal(await subject.isLeased("a"), false);
        const lease = await subject.lease("a");
        assert.equal(await subject.isLeased("a"), true);
        assert.equal(await subject.isLeased("b"), false);
        await subject.backend.release([lease]);
        assert.equal(await subject.isLeased("a"), false);
      },
    },
    {
      says: "answers a request with what was stored since its reading",
      async holds(subject) {
        await subject.write("a", "old");
        const seen = await subject.read("a");
        await subject.write("a", "new");
        const answer = await subject.ask("a", { seen });
        assert.equal(answer.kind, "filled");
        assert.equal(answer.kind === "filled" && answer.held.kept, "new");
      },
    },
    {
      says: "answers a request that has seen nothing with what was stored since, though another holds the lease",
      async holds(subject) {
        await subject.write("a", "new");
        await subject.lease("a", { seen: await subject.read("a") });
        const answer = await subject.ask("a");
        assert.equal(answer.kind === "filled" && answer.held.kept, "new");
      },
    },
    {
      says: "leaves no lease behind with that answer",
      async holds(subject) {
        await subject.write("a", "one");
        assert.equal((await subject.ask("a")).kind, "filled");
        assert.equal(await subject.isLeased("a"), false);
        await subject.lease("a", { seen: await subject.read("a") });
      },
    },
    {
      says: "gives the lease when nothing was stored since the reading",
      async holds(subject) {
        await subject.write("a", "one");
        await subject.lease("a", { seen: await subject.read("a") });
      },
    },
    {
      says: "gives the lease when what was stored since is outdated already",
      async holds(subject) {
        await subject.write("a", "one");
        await subject.backend.invalidateAll("soft");
        await subject.lease("a");
      },
    },
    {
      says: "gives the lease to who takes over, whatever is stored and whoever holds it",
      async holds(subject) {
        await subject.write("a", "one");
        const first = await subject.lease("a", { takeOver: true });
        const second = await subject.lease("a", { takeOver: true });
        assert.equal(await subject.fill(first, "first"), false);
        assert.equal(await subject.fill(second, "second"), true);
        assert.equal(await subject.kept("a"), "second");
      },
    },
    {
      says: "renews a live lease and no other, and answers in order",
      async holds(subject) {
        const [a, b, c] = [
          await subject.lease("a"),
          await subject.lease("b"),
          await subject.lease("c"),
        ];
        await subject.backend.release([b]);
        const never = { key: subject.key("c"), token: "never given" };
        const answers = await subject.renew(b, a, never, c);
        assert.deepEqual([...answers], [false, true, false, true]);
      },
    },
    {
      says: "keeps a renewed lease, and ends one that was not renewed in time if leases expire",
      async holds(subject) {
        const short = { leaseMs: subject.leaseMs };
        const [kept, lost] = [await renewed(subject, "kept"), await subject.lease("lost", short)];
        await subject.passMs(subject.leaseMs * 1.2);
        assert.equal(await subject.isLeased("lost"), !subject.backend.leasesExpire);
        assert.equal(await subject.fill(kept, "kept"), true);
        assert.equal(await subject.fill(lost, "lost"), !subject.backend.leasesExpire);
      },
    },
    {
      says: "frees a key when its lease is given back, and stores nothing",
      async holds(subject) {
        await subject.backend.release([await subject.lease("a")]);
        assert.equal(await subject.read("a"), undefined);
        await subject.lease("a");
      },
    },
    {
      says: "leaves the next holder's lease alone when an ended one is given back",
      async holds(subject) {
        const ended = await subject.lease("a");
        await subject.backend.release([ended]);
        const live = await subject.lease("a");
        await subject.backend.release([ended], subject.clock.nowMs() + 1_000);
        assert.equal(await subject.isLeased("a"), true);
        assert.equal(await subject.fill(live, "one"), true);
      },
    },
    {
      says: "notes with the stale value when a failed refresh may be tried again",
      async holds(subject) {
        const retryAtMs = subject.clock.nowMs() + 10_000;
        await subject.write("a", "stale");
        const seen = await subject.read("a");
        await subject.backend.release([await subject.lease("a", { seen })], retryAtMs);
        const noted = await subject.read("a");
        assert.equal(noted?.retryAtMs, retryAtMs);
        assert.equal(noted.kept, "stale");
        assert.equal(noted.fillId, seen?.fillId);
      },
    },
    {
      says: "notes no such time without one, without a value, or with the next value",
      async holds(subject) {
        const retryAtMs = subject.clock.nowMs() + 10_000;
        await subject.backend.release([await subject.lease("empty")], retryAtMs);
        assert.equal(await subject.read("empty"), undefined);
        await subject.write("a", "stale");
        const seen = await subject.read("a");
        await subject.backend.release([await subject.lease("a", { seen })]);
        assert.equal((await subject.read("a"))?.retryAtMs, 0);
        await subject.backend.release([await subject.lease("a", { seen })], retryAtMs);
        await subject.fill(await subject.lease("a", { seen }), "new");
        assert.equal((await subject.read("a"))?.retryAtMs, 0);
      },
    },
  ],
};

/** A lease that was asked for a short time, and renewed before its end: taken again where that came first. */
async function renewed(subject: LeasingSubject, name: string): Promise<Lease> {
  for (let tries = 1; ; tries += 1) {
    const lease = await subject.lease(name, { leaseMs: subject.leaseMs });
    const [isLive] = await subject.renew(lease);
    if (isLive === true) return lease;
    assert.ok(tries < MOST_TRIES, "a lease is renewed before it ends");
  }
}

/** The winner first. */
function kindsOf(answers: readonly Acquisition[]): string[] {
  return answers
    .map(({ kind }) => kind)
    .sort()
    .reverse();
}

function busy(count: number): "busy"[] {
  return Array.from({ length: count }, () => "busy");
}
