import { describe, expect, it } from "vitest";
import type { MemoryBackend } from "../../../../runtime/backend/memory/memory-backend.js";
import { ManualClock } from "cachegen/testing";
import { settled } from "cachegen/testing";
import { acquire, deposit, memory, names, put, won } from "./parts.js";

describe("MemoryBackend", () => {
  it("gives back what was stored, with all that was noted about it", () => {
    const backend = memory();
    const kept = { any: "value" };
    backend.write([["a", deposit(kept, { createdMs: 1.5e12 + 0.25, costMs: 12, draw: 0.75 })]]);
    expect(backend.read("a")).toEqual({
      kept,
      createdMs: 1.5e12 + 0.25,
      costMs: 12,
      draw: 0.75,
      outdated: false,
      retryAtMs: 0,
      fillId: expect.anything(),
    });
    expect(backend.read("a")?.kept).toBe(kept);
  });

  it("keeps undefined, null and NaN as values", () => {
    const backend = memory();
    backend.write([undefined, null, Number.NaN].map((kept) => [String(kept), deposit(kept)]));
    const held = backend.readMany(["undefined", "null", "NaN", "none"]);
    expect(held.map((each) => each?.kept)).toEqual([undefined, null, Number.NaN, undefined]);
    expect(held.map((each) => each === undefined)).toEqual([false, false, false, true]);
  });

  it("keeps a draw below one, and a cost however small or long", () => {
    const backend = memory();
    put(backend, "most", { draw: 1 - Number.EPSILON / 2, costMs: 1e12 });
    put(backend, "least", { draw: 0, costMs: 0.001 });
    expect(backend.read("most")?.draw).toBeLessThan(1);
    expect(backend.read("most")?.draw).toBeGreaterThan(0.999_999);
    expect(backend.read("most")?.costMs).toBeGreaterThan(1e9);
    expect(backend.read("least")).toMatchObject({ draw: 0, costMs: 1 });
  });

  it("gives two readings of one fill the same id, and another fill another", () => {
    const backend = memory();
    put(backend, "a");
    const first = backend.read("a")?.fillId;
    expect(backend.read("a")?.fillId).toBe(first);
    put(backend, "a");
    expect(backend.read("a")?.fillId).not.toBe(first);
    backend.invalidateAll("hard");
    put(backend, "a");
    expect(backend.read("a")?.fillId).not.toBe(first);
  });

  it("leaves a reading as it was when the entry changes", () => {
    const backend = memory();
    put(backend, "a", { createdMs: 1 });
    const reading = backend.read("a");
    put(backend, "a", { createdMs: 2 });
    backend.invalidateAll("soft");
    expect(reading).toMatchObject({ kept: "a", createdMs: 1, outdated: false });
  });

  it("shows the value alone to those who say when it may have been created", () => {
    const backend = memory();
    put(backend, "a", { createdMs: 10 });
    expect(backend.peek("a", 10, 10)).toBe("a");
    expect(backend.peek("a", 11, 20)).toBeUndefined();
    expect(backend.peek("a", 0, 9)).toBeUndefined();
    expect(backend.peek("b", 0, 20)).toBeUndefined();
    backend.invalidateAll("soft");
    expect(backend.peek("a", 0, 20)).toBeUndefined();
  });

  it("makes entries outdated by a soft invalidation, and forgets them by a hard one", () => {
    const backend = memory();
    put(backend, "a");
    backend.invalidateAll("soft");
    put(backend, "b");
    expect(backend.read("a")).toMatchObject({ kept: "a", outdated: true });
    expect(backend.read("b")).toMatchObject({ kept: "b", outdated: false });
    backend.invalidateAll("hard");
    expect([backend.read("a"), backend.size, backend.bytes]).toEqual([undefined, 0, 0]);
    put(backend, "a");
    expect(backend.read("a")).toMatchObject({ outdated: false });
  });

  it("holds nothing after it is closed", () => {
    const backend = memory();
    put(backend, "a");
    won(backend, "b");
    backend.close();
    expect([backend.size, backend.bytes, backend.leases]).toEqual([0, 0, 0]);
  });

  it("starts no timer for entries nor for leases", () => {
    const clock = new ManualClock();
    const backend = memory({ clock });
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout");
    const before = timers().length;
    for (const key of names(50)) put(backend, key, { retainMs: 10 });
    won(backend, "a");
    expect(clock.pending).toBe(0);
    expect(timers()).toHaveLength(before);
  });
});

describe("a lease in memory", () => {
  it("is given to one, and the others are told when it is free", async () => {
    const backend = memory();
    const first = won(backend, "a");
    const second = acquire(backend, "a");
    let told = false;
    if (second.kind === "busy") void second.freed.then(() => (told = true));
    await settled();
    expect([second.kind, told, backend.isLeased("a")]).toEqual(["busy", false, true]);
    backend.release([first]);
    await settled();
    expect([told, backend.isLeased("a")]).toEqual([true, false]);
    expect(won(backend, "a").token).not.toBe(first.token);
  });

  it("is refused when somebody has stored a value since the need for it was seen", () => {
    const backend = memory();
    put(backend, "a", { createdMs: 1 });
    const seen = backend.read("a");
    put(backend, "a", { createdMs: 2 });
    expect(acquire(backend, "a", { seen })).toMatchObject({
      kind: "filled",
      held: { createdMs: 2 },
    });
    expect(acquire(backend, "a")).toMatchObject({ kind: "filled", held: { createdMs: 2 } });
  });

  it("is given when the value is the one that was seen, however often it was read", () => {
    const backend = memory();
    put(backend, "a");
    const seen = backend.read("a");
    backend.read("a");
    expect(acquire(backend, "a", { seen }).kind).toBe("won");
  });

  it("is given when what was stored since is outdated", () => {
    const backend = memory();
    put(backend, "a");
    backend.invalidateAll("soft");
    expect(acquire(backend, "a").kind).toBe("won");
  });

  it("goes to whoever takes it over, and whoever waited is told", async () => {
    const backend = memory();
    const first = won(backend, "a");
    const waiting = acquire(backend, "a");
    const second = won(backend, "a", { takeOver: true });
    if (waiting.kind === "busy") await waiting.freed;
    backend.release([first]);
    expect(backend.isLeased("a")).toBe(true);
    expect(backend.fill([[second, deposit(2)]])).toEqual([true]);
  });

  it.each<readonly [string, (backend: MemoryBackend) => void]>([
    ["invalidate", (backend) => backend.invalidate(["a"])],
    ["invalidateAll hard", (backend) => backend.invalidateAll("hard")],
    ["invalidateAll soft", (backend) => backend.invalidateAll("soft")],
    ["write", (backend) => backend.write([["a", deposit("written")]])],
    ["a write that is too large to be kept", (backend) => put(backend, "a", { bytes: 1e6 })],
    ["taking over", (backend) => void won(backend, "a", { takeOver: true })],
    ["close", (backend) => backend.close()],
  ])("is lost by %s: nothing is stored with it, and it cannot be renewed", (_, overtake) => {
    const backend = memory({ maxBytes: 1000 });
    const lease = won(backend, "a");
    overtake(backend);
    expect(backend.renew([lease])).toEqual([false]);
    expect(backend.fill([[lease, deposit("late")]])).toEqual([false]);
    expect(backend.read("a")?.kept).not.toBe("late");
  });

  it("stores once: it ends with the fill", () => {
    const backend = memory();
    const lease = won(backend, "a");
    expect(backend.fill([[lease, deposit(1)]])).toEqual([true]);
    expect(backend.fill([[lease, deposit(2)]])).toEqual([false]);
    expect([backend.read("a")?.kept, backend.leases]).toEqual([1, 0]);
  });

  it("drops what the key has when it is filled with nothing", () => {
    const backend = memory();
    put(backend, "a");
    const lease = won(backend, "a", { seen: backend.read("a") });
    expect(backend.fill([[lease, null]])).toEqual([true]);
    expect([backend.read("a"), backend.leases]).toEqual([undefined, 0]);
  });

  it("is proven by its token, not by being the same object", () => {
    const backend = memory();
    const { key, token } = won(backend, "a");
    expect(backend.fill([[{ key, token: {} }, deposit("forged")]])).toEqual([false]);
    expect(backend.fill([[{ key: "b", token }, deposit("other")]])).toEqual([false]);
    expect(backend.fill([[{ key, token }, deposit("mine")]])).toEqual([true]);
  });

  it("outlives the entry of its key: a fill into an evicted key stores", () => {
    const backend = memory({ maxEntries: 2 });
    put(backend, "a");
    const lease = won(backend, "a", { seen: backend.read("a") });
    for (const key of names(20)) put(backend, key);
    expect(backend.read("a")).toBeUndefined();
    expect(backend.renew([lease])).toEqual([true]);
    expect(backend.fill([[lease, deposit("new")]])).toEqual([true]);
    expect(backend.read("a")?.kept).toBe("new");
  });

  it("notes with the stale value when the next refresh may be tried, until a fill", () => {
    const backend = memory();
    put(backend, "a");
    backend.release([won(backend, "a", { seen: backend.read("a") })], 5000);
    expect(backend.read("a")).toMatchObject({ kept: "a", retryAtMs: 5000 });
    put(backend, "a");
    expect(backend.read("a")?.retryAtMs).toBe(0);
  });

  it("forgets by a soft invalidation that a refresh before it failed", () => {
    const backend = memory();
    put(backend, "a");
    backend.release([won(backend, "a", { seen: backend.read("a") })], 5000);
    backend.invalidateAll("soft");
    expect(backend.read("a")).toMatchObject({ outdated: true, retryAtMs: 0 });
  });

  it("notes nothing for a lease that was lost, nor for the next key in the same slot", () => {
    const backend = memory();
    put(backend, "a");
    const lost = won(backend, "a", { seen: backend.read("a") });
    const held = won(backend, "a", { takeOver: true });
    backend.release([lost], 5000);
    expect(backend.read("a")?.retryAtMs).toBe(0);
    backend.release([held], 6000);
    backend.invalidate(["a"]);
    put(backend, "b");
    expect(backend.read("b")?.retryAtMs).toBe(0);
  });

  it("answers lists in their order", () => {
    const backend = memory();
    put(backend, "b");
    const keys = ["a", "b", "c", "a"];
    const ask = { seen: undefined, takeOver: false, leaseMs: 1000 };
    const answers = backend.acquire(keys.map((key) => ({ key, ...ask })));
    expect(answers.map(({ kind }) => kind)).toEqual(["won", "filled", "won", "busy"]);
  });

  it("leaves nothing behind: after 100,000 creations there is none", () => {
    const backend = memory({ maxEntries: 1000 });
    for (const [at, key] of names(100_000).entries()) {
      const lease = won(backend, key);
      acquire(backend, key);
      if (at % 3 === 0) backend.release([lease]);
      else if (at % 3 === 1) backend.fill([[lease, deposit(at)]]);
      else backend.invalidate([key]);
    }
    expect([backend.leases, backend.size]).toEqual([0, 1000]);
  });
});
