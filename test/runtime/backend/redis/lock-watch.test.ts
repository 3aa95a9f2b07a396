import { ManualClock, settled } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { Ages } from "../../../../runtime/backend/redis/ages.js";
import {
  LockWatch,
  type WatchedLock,
} from "../../../../runtime/backend/redis/dogpile/lock-watch.js";

const SOFT_ID = "s".repeat(16);
const AGES = `${"h".repeat(16)}:${SOFT_ID}:0.000000000000:0.000000000000`;

/** Locks on a server, as somebody who waits for them sees them. */
function watching() {
  const clock = new ManualClock();
  const server = { locks: new Map<string, string>(), ages: AGES, fails: false, reads: 0 };
  const watch = new LockWatch(async (key, judge) => {
    server.reads += 1;
    if (server.fails) throw new Error("no connection");
    return judge(server.locks.get(key) ?? null, new Ages(server.ages));
  }, clock);
  const freed: string[] = [];
  const wait = (lock: string, more: Partial<WatchedLock> = {}): void => {
    server.locks.set(lock, "theirs");
    const watched = { lock, holder: "theirs", softId: SOFT_ID, lastsMs: -1, ...more };
    void watch.freed(watched).then(() => freed.push(lock));
  };
  const pass = async (durationMs: number): Promise<void> => {
    for (let passed = 0; passed < durationMs; passed += 25) {
      clock.advanceMs(25);
      await settled();
    }
  };
  return { clock, server, watch, freed, wait, pass };
}

describe("a watch of locks", () => {
  it("frees those whose lock was given back, or is another's, and no others", async () => {
    const { server, freed, wait, pass } = watching();
    for (const lock of ["a", "b", "c"]) wait(lock);
    await pass(100);
    expect(freed).toEqual([]);
    server.locks.delete("a");
    server.locks.set("b", "another's");
    await pass(25);
    expect(freed).toEqual(["a", "b"]);
  });

  it("frees all when the region was invalidated", async () => {
    const { server, freed, wait, pass } = watching();
    for (const lock of ["a", "b"]) wait(lock);
    server.ages = AGES.replaceAll("s", "t");
    await pass(25);
    expect(freed).toEqual(["a", "b"]);
  });

  it("frees all when the server does not answer", async () => {
    const { server, freed, wait, pass } = watching();
    for (const lock of ["a", "b"]) wait(lock);
    server.fails = true;
    await pass(25);
    expect(freed).toEqual(["a", "b"]);
  });

  it("frees who waits when the lock must have ended, or after half a minute", async () => {
    const { freed, wait, pass } = watching();
    wait("short", { lastsMs: 300 });
    wait("long", { lastsMs: 3_600_000 });
    wait("for ever");
    await pass(300);
    expect(freed).toEqual([]);
    await pass(25);
    expect(freed).toEqual(["short"]);
    await pass(30_000);
    expect(freed).toEqual(["short", "long", "for ever"]);
  });

  it("asks nothing while nobody waits", async () => {
    const { clock, server, wait, pass } = watching();
    await pass(100);
    expect([server.reads, clock.pending]).toEqual([0, 0]);
    wait("a");
    server.locks.delete("a");
    await pass(100);
    expect([server.reads, clock.pending]).toEqual([1, 0]);
  });

  it("frees all when it is closed, and leaves no timer behind", async () => {
    const { clock, watch, freed, wait } = watching();
    for (const lock of ["a", "b"]) wait(lock);
    watch.close();
    await settled();
    expect([freed, clock.pending]).toEqual([["a", "b"], 0]);
  });
});
