import { adaptPlain, isCacheError } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { ask, bench, deposit, lease } from "./plain-bench.js";

describe("errors", () => {
  const down = (): never => {
    throw new Error("down");
  };
  const late = (): Promise<never> => Promise.reject(new Error("down"));

  it.each([
    ["thrown", down],
    ["rejected", late],
  ])("%s by get leave no lease and no mutex behind", async (_, fail) => {
    const { shared, plain, backend } = bench({ hasMutexes: true });
    vi.spyOn(plain, "get").mockImplementation(fail);
    await expect(backend.read("a")).rejects.toThrow("down");
    const requests = [{ key: "a", seen: undefined, takeOver: false, leaseMs: 1 }];
    await expect(backend.acquire(requests)).rejects.toThrow("down");
    expect(backend.leases).toBe(0);
    expect(shared.mutexes.get("a")?.locked).toBe(false);
  });

  it.each([
    ["thrown", down],
    ["rejected", late],
  ])("%s by set and delete reject, and end the lease", async (_, fail) => {
    const { shared, plain, backend } = bench({ hasMutexes: true });
    const mine = await lease(backend, "a");
    vi.spyOn(plain, "set").mockImplementation(fail);
    vi.spyOn(plain, "delete").mockImplementation(fail);
    await expect(backend.fill([[mine, deposit(1)]])).rejects.toThrow("down");
    expect(shared.mutexes.get("a")?.locked).toBe(false);
    await lease(backend, "b");
    await expect(backend.write([["b", deposit(1)]])).rejects.toThrow("down");
    await lease(backend, "b");
    await expect(backend.invalidate(["b"])).rejects.toThrow("down");
    await lease(backend, "b");
    await expect(backend.invalidateAll("hard")).rejects.toThrow("down");
    expect([backend.leases, backend.busyKeys]).toEqual([0, 0]);
    expect(shared.mutexes.get("b")?.locked).toBe(false);
  });

  it("of a mutex that cannot be taken leave none of the others behind", async () => {
    const { shared, plain, backend } = bench({ hasMutexes: true });
    const getMutex = plain.getMutex?.bind(plain);
    vi.spyOn(plain, "getMutex").mockImplementation((key) =>
      key === "b" ? { acquire: late, release: down } : getMutex?.(key),
    );
    const requests = ["a", "b", "c"].map((key) => {
      return { key, seen: undefined, takeOver: false, leaseMs: 1 };
    });
    await expect(backend.acquire(requests)).rejects.toThrow("down");
    expect(backend.leases).toBe(0);
    expect(["a", "c"].map((key) => shared.mutexes.get(key)?.locked)).toEqual([false, false]);
  });

  it("of a mutex that cannot be given back reject, and free the others", async () => {
    const { shared, plain, backend } = bench({ hasMutexes: true });
    const getMutex = plain.getMutex?.bind(plain);
    vi.spyOn(plain, "getMutex").mockImplementation((key) =>
      key === "b" ? { acquire: () => true, release: late } : getMutex?.(key),
    );
    const leases = [
      await lease(backend, "a"),
      await lease(backend, "b"),
      await lease(backend, "c"),
    ];
    await expect(backend.release(leases)).rejects.toThrow("down");
    expect(backend.leases).toBe(0);
    expect(["a", "c"].map((key) => shared.mutexes.get(key)?.locked)).toEqual([false, false]);
  });

  it("of a mutex that cannot be looked at send whoever waits to look again", async () => {
    const { clock, plain, backend } = bench({ hasMutexes: true });
    vi.spyOn(plain, "getMutex").mockReturnValue({
      acquire: () => false,
      release: down,
      locked: late,
    });
    const answer = await ask(backend, "a");
    clock.advanceMs(1_000);
    if (answer.kind === "busy") await answer.freed;
    expect(answer.kind).toBe("busy");
    expect(clock.pending).toBe(0);
  });

  it.each([[[]], [[undefined]], [undefined], [{ length: 3 }]])(
    "are made of answers that cannot be matched with the keys: %j",
    async (answer) => {
      const { plain, backend } = bench({ hasMulti: true });
      Object.assign(plain, { getMulti: () => answer });
      const error = await backend.read("a").catch((it: unknown) => it);
      expect(isCacheError(error, "backend-failed")).toBe(true);
    },
  );

  it("of closing leases do not keep the store open", async () => {
    const { plain, clock } = bench();
    const close = vi.fn();
    const getMutex = () => ({ acquire: () => true, release: down });
    const backend = adaptPlain({ ...plain, getMutex, close }, { clock, name: "shop" });
    await lease(backend, "a");
    await expect(backend.close()).rejects.toThrow("down");
    expect(close).toHaveBeenCalledOnce();
  });
});
