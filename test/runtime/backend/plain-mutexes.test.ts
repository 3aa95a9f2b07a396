import { type Lease } from "cachegen/runtime";
import { gate, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import type { AdaptedBackend } from "../../../runtime/backend/plain/adapted-backend.js";
import { type SharedMap } from "../../contract/map-backend.js";
import { ask, bench, deposit, lease } from "./plain-bench.js";

describe("mutexes", () => {
  const held = (shared: SharedMap, key: string) => shared.mutexes.get(key)?.locked === true;

  it.each([
    ["fill", (it: AdaptedBackend, mine: Lease) => it.fill([[mine, deposit(1)]])],
    ["release", (it: AdaptedBackend, mine: Lease) => it.release([mine])],
    ["write", (it: AdaptedBackend) => it.write([["a", deposit(1)]])],
    ["invalidate", (it: AdaptedBackend) => it.invalidate(["a"])],
    ["invalidateAll", (it: AdaptedBackend) => it.invalidateAll("soft")],
    ["close", (it: AdaptedBackend) => it.close()],
  ])("are held from acquire to %s", async (_, end) => {
    const { shared, backend } = bench({ hasMutexes: true });
    const mine = await lease(backend, "a");
    expect(held(shared, "a")).toBe(true);
    await end(backend, mine);
    expect(held(shared, "a")).toBe(false);
  });

  it("are given back when the value turns out to be there already", async () => {
    const { shared, backend } = bench({ hasMutexes: true });
    await backend.write([["a", deposit(1)]]);
    const requests = [{ key: "a", seen: undefined, takeOver: false, leaseMs: 1 }];
    expect(await backend.acquire(requests)).toMatchObject([{ kind: "filled" }]);
    expect(held(shared, "a")).toBe(false);
  });

  it.each([{ isSilent: false }, { isSilent: true }])(
    "of another process are looked at until they are free ($isSilent)",
    async ({ isSilent }) => {
      const { clock, plain, backend } = bench({ hasMutexes: true, isSilent });
      const foreign = plain.getMutex?.("a");
      await foreign?.acquire(false);
      const answer = await ask(backend, "a");
      let isFreed = false;
      if (answer.kind === "busy") void answer.freed.then(() => (isFreed = true));
      for (let look = 0; look < 20; look += 1) {
        clock.advanceMs(1_000);
        await settled();
      }
      expect(isFreed).toBe(false);
      expect(clock.pending).toBe(1);
      await foreign?.release();
      clock.advanceMs(1_000);
      await settled();
      expect(isFreed).toBe(true);
      expect(clock.pending).toBe(0);
      await lease(backend, "a");
    },
  );

  it("of another process are watched by one timer however many wait, and by none once closed", async () => {
    const { clock, plain, backend } = bench({ hasMutexes: true });
    await plain.getMutex?.("a")?.acquire(false);
    const answers = [await ask(backend, "a"), await ask(backend, "a")];
    expect(answers.map(({ kind }) => kind)).toEqual(["busy", "busy"]);
    expect(clock.pending).toBe(1);
    await backend.close();
    expect(clock.pending).toBe(0);
    await Promise.all(answers.map((answer) => answer.kind === "busy" && answer.freed));
  });

  it("of another process do not keep out who takes over", async () => {
    const { shared, plain, backend } = bench({ hasMutexes: true });
    await plain.getMutex?.("a")?.acquire(false);
    const mine = await lease(backend, "a", true);
    expect(await backend.fill([[mine, deposit(1)]])).toEqual([true]);
    expect(held(shared, "a")).toBe(true);
  });

  it("go over to who takes the lease over", async () => {
    const { shared, backend } = bench({ hasMutexes: true });
    const first = await lease(backend, "a");
    const second = await lease(backend, "a", true);
    await backend.release([first]);
    expect(held(shared, "a")).toBe(true);
    await backend.release([second]);
    expect(held(shared, "a")).toBe(false);
  });

  it("that come too late are given back at once", async () => {
    const { plain, backend } = bench({ hasMutexes: true });
    const slow = gate<boolean>();
    const release = vi.fn();
    vi.spyOn(plain, "getMutex").mockReturnValueOnce({ acquire: () => slow.opened, release });
    const asked = ask(backend, "a");
    await settled();
    await backend.invalidate(["a"]);
    slow.open(true);
    await asked;
    expect(release).toHaveBeenCalledOnce();
  });

  it("show in isLeased where they can", async () => {
    const { plain, backend } = bench({ hasMutexes: true });
    expect(await backend.isLeased("a")).toBe(false);
    await plain.getMutex?.("a")?.acquire(false);
    expect(await backend.isLeased("a")).toBe(true);
  });
});
