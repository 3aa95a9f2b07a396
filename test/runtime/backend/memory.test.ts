import { MemoryBackend, type Deposit } from "cachegen/runtime";
import { describe, expect, it } from "vitest";

const deposit = (kept: unknown): Deposit => ({
  kept,
  createdMs: 0,
  costMs: 0,
  draw: 0,
  bytes: 1,
  retainMs: 1000,
});

function lease(backend: MemoryBackend, key: string, takeOver: boolean = false) {
  const [answer] = backend.acquire([{ key, seen: undefined, takeOver }]);
  return answer?.kind === "won" ? answer.lease : undefined;
}

describe("MemoryBackend", () => {
  it("holds at most maxEntries and drops the least recently used", () => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    backend.write([
      ["a", deposit(1)],
      ["b", deposit(2)],
    ]);
    backend.read("a");
    backend.write([["c", deposit(3)]]);
    expect(["a", "b", "c"].map((key) => backend.read(key)?.kept)).toEqual([1, undefined, 3]);
    expect(backend.size).toBe(2);
  });

  it("keeps its bound and its order over many writes", () => {
    const backend = new MemoryBackend({ maxEntries: 100 });
    for (let n = 0; n < 10_000; n += 1) backend.write([[`k${n}`, deposit(n)]]);
    expect(backend.size).toBe(100);
    expect(backend.read("k9899")).toBeUndefined();
    expect(backend.read("k9900")?.kept).toBe(9900);
  });

  it("gives a key's lease to one, and tells the others when it is free", async () => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    const first = lease(backend, "a");
    const [second] = backend.acquire([{ key: "a", seen: undefined, takeOver: false }]);
    expect(second?.kind).toBe("busy");
    if (first !== undefined) backend.release([first]);
    if (second?.kind === "busy") await second.freed;
    expect(lease(backend, "a")).toBeDefined();
  });

  it("answers a lease request with what was stored since it was needed", () => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    backend.write([["a", deposit(1)]]);
    const seen = backend.read("a");
    backend.write([["a", deposit(2)]]);
    const [answer] = backend.acquire([{ key: "a", seen, takeOver: false }]);
    expect(answer).toMatchObject({ kind: "filled", held: { kept: 2 } });
  });

  it.each([
    ["invalidate", (backend: MemoryBackend) => backend.invalidate(["a"])],
    ["invalidateAll hard", (backend: MemoryBackend) => backend.invalidateAll("hard")],
    ["invalidateAll soft", (backend: MemoryBackend) => backend.invalidateAll("soft")],
    ["write", (backend: MemoryBackend) => backend.write([["a", deposit("written")]])],
    ["taking over", (backend: MemoryBackend) => void lease(backend, "a", true)],
  ])("stores no fill after %s", (_, overtake) => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    const mine = lease(backend, "a");
    overtake(backend);
    expect(mine !== undefined && backend.fill([[mine, deposit("late")]])).toEqual([false]);
    expect(backend.read("a")?.kept).not.toBe("late");
  });

  it("stores a fill once: the lease ends with it", () => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    const mine = lease(backend, "a");
    if (mine === undefined) throw new Error("no lease");
    expect(backend.fill([[mine, deposit(1)]])).toEqual([true]);
    expect(backend.fill([[mine, deposit(2)]])).toEqual([false]);
    expect(backend.leases).toBe(0);
  });

  it("makes entries outdated by a soft invalidation, and forgets them by a hard one", () => {
    const backend = new MemoryBackend({ maxEntries: 2 });
    backend.write([["a", deposit(1)]]);
    backend.invalidateAll("soft");
    expect(backend.read("a")).toMatchObject({ kept: 1, outdated: true });
    backend.invalidateAll("hard");
    expect(backend.read("a")).toBeUndefined();
    backend.write([["a", deposit(2)]]);
    expect(backend.read("a")).toMatchObject({ outdated: false });
  });
});
