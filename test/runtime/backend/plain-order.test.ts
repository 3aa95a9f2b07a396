import { gate, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { bench, deposit, kept, lease } from "./plain-bench.js";

describe("order", () => {
  it("lets no earlier set arrive after a confirmed invalidation", async () => {
    const { plain, backend } = bench();
    const mine = await lease(backend, "a");
    const slow = gate();
    const set = plain.set.bind(plain);
    vi.spyOn(plain, "set").mockImplementationOnce(async (...args) => {
      await slow.opened;
      await set(...args);
    });
    const filled = backend.fill([[mine, deposit("old")]]);
    await settled();
    let isConfirmed = false;
    const invalidated = backend.invalidate(["a"]).then(() => (isConfirmed = true));
    await settled();
    expect(isConfirmed).toBe(false);
    slow.open();
    await invalidated;
    expect(await filled).toEqual([false]);
    expect(await kept(backend, "a")).toBeUndefined();
  });

  it("changes other keys meanwhile, and keeps nothing of a key that is idle", async () => {
    const { plain, backend } = bench();
    await backend.write([["warm", deposit(0)]]);
    const slow = gate();
    vi.spyOn(plain, "set").mockImplementationOnce(() => slow.opened);
    const first = backend.write([["a", deposit(1)]]);
    await settled();
    await backend.write([["b", deposit(2)]]);
    expect(backend.busyKeys).toBe(1);
    slow.open();
    await first;
    expect(backend.busyKeys).toBe(0);
    expect(await kept(backend, "b")).toBe(2);
  });

  it("ends the leases that were given while a key was being dropped", async () => {
    const { plain, backend } = bench();
    const slow = gate();
    vi.spyOn(plain, "delete").mockImplementationOnce(() => slow.opened);
    const invalidated = backend.invalidate(["a"]);
    const during = await lease(backend, "a");
    slow.open();
    await invalidated;
    expect(await backend.fill([[during, deposit("old")]])).toEqual([false]);
  });

  it("ends the leases that were given while everything was being invalidated", async () => {
    const { plain, backend } = bench();
    const slow = gate();
    const set = plain.set.bind(plain);
    await lease(backend, "warm");
    vi.spyOn(plain, "set").mockImplementationOnce(async (...args) => {
      await set(...args);
      await slow.opened;
    });
    const invalidated = backend.invalidateAll("hard");
    await settled();
    const during = await lease(backend, "a");
    slow.open();
    await invalidated;
    expect(await backend.fill([[during, deposit("old")]])).toEqual([false]);
  });

  it("lets no age that was being made arrive after a confirmed invalidation", async () => {
    const { plain, backend } = bench();
    const slow = gate();
    const set = plain.set.bind(plain);
    vi.spyOn(plain, "set").mockImplementationOnce(async (...args) => {
      await slow.opened;
      await set(...args);
    });
    const written = backend.write([["a", deposit("old")]]);
    await settled();
    const invalidated = backend.invalidateAll("hard");
    await settled();
    slow.open();
    await Promise.all([written, invalidated]);
    expect(await kept(backend, "a")).toBeUndefined();
  });

  it("waits for no turn of its own when a key has the name of an age", async () => {
    const { backend } = bench();
    await backend.write([["@hard:shop", deposit("first")]]);
    expect(await kept(backend, "@hard:shop")).toBe("first");
  });

  it("does not end a turn before all its commands have ended", async () => {
    const { plain, backend } = bench();
    await backend.write([["warm", deposit(0)]]);
    const slow = gate();
    vi.spyOn(plain, "set")
      .mockImplementationOnce(() => Promise.reject(new Error("down")))
      .mockImplementationOnce(() => slow.opened);
    let isOver = false;
    const written = backend.write([
      ["a", deposit(1)],
      ["b", deposit(2)],
    ]);
    const over = written.catch(() => undefined).then(() => (isOver = true));
    await settled();
    expect(isOver).toBe(false);
    slow.open();
    await over;
    await expect(written).rejects.toThrow("down");
  });
});
