import { MemoryBackend, NO_VALUE, ProxyBackend, systemClock, type Deposit } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { item, shop } from "../../support/shop.js";
import { codeOf, counting, makingEach, MINUTE_MS } from "./creators.js";

describe("a store that fails", () => {
  class Down extends ProxyBackend {
    override read(): never {
      throw new Error("store down");
    }

    override readMany(): Promise<never> {
      return Promise.reject(new Error("store down"));
    }

    override acquire(): Promise<never> {
      return Promise.reject(new Error("store down"));
    }

    override write(): never {
      throw new Error("store down");
    }

    override invalidate(): Promise<never> {
      return Promise.reject(new Error("store down"));
    }

    override invalidateAll(): never {
      throw new Error("store down");
    }
  }

  it("D98: costs a caller nothing but the creation, and is reported", async () => {
    const { region, getItem } = shop({ wrap: [Down] });
    const reported: string[] = [];
    region.on("error", ({ error }) => reported.push(String(error)));
    expect(await region.get("k")).toBe(NO_VALUE);
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(await region.getOrCreateMulti(["k"], makingEach())).toEqual(["made k"]);
    const cached = getItem.cacheOnArguments((_, id) => item(id));
    expect(await cached("a", 1)).toEqual(item(1));
    expect(new Set(reported)).toEqual(new Set(["Error: store down"]));
  });

  it("D98: rejects what asks it to forget or to keep", async () => {
    const { region } = shop({ wrap: [Down] });
    for (const verb of [
      () => region.set("k", 1),
      () => region.delete("k"),
      () => region.invalidate(),
    ]) {
      expect(await codeOf(verb())).toBe("backend-failed");
    }
  });

  /** Fails at the first value it is to store. */
  function failingOnce(): { readonly Failing: typeof ProxyBackend } {
    const before = vi
      .fn((_key: string, given: Deposit) => given)
      .mockImplementationOnce(() => {
        throw new Error("disk full");
      });
    class Failing extends ProxyBackend {
      override beforeWrite(key: string, given: Deposit): Deposit {
        return before(key, given);
      }
    }
    return { Failing };
  }

  it("D99: to keep a created value gives it out all the same, and is reported", async () => {
    const { region } = shop({ wrap: [failingOnce().Failing] });
    const reported: string[] = [];
    region.on("error", ({ error }) => reported.push(String(error)));
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(reported).toEqual(["Error: disk full"]);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D99: to keep a created value leaves no lease: the next call creates at once and stores", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10 });
    const { clock, region } = shop({ backend, wrap: [failingOnce().Failing] });
    const creator = counting();
    await region.getOrCreate("k", creator);
    expect(backend.leases).toBe(0);
    const next = region.getOrCreate("k", creator);
    await settled();
    clock.advanceMs(10 * MINUTE_MS);
    expect(await next).toBe("made 2");
    expect(await region.get("k")).toBe("made 2");
  });

  it("D99: is no reason to lose a value that cannot be stored by its type", async () => {
    const { region } = shop();
    const reported: string[] = [];
    region.on("misfit", ({ error }) => reported.push(String(error)));
    const date = new Date();
    expect(await region.getOrCreate("k", async () => date)).toBe(date);
    expect(reported).toHaveLength(1);
    expect(await region.get("k")).toBe(NO_VALUE);
    expect(await region.keyIsLocked("k")).toBe(false);
  });
});
