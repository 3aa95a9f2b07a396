import { inspect } from "node:util";
import {
  closeAll,
  defineRegion,
  isCacheError,
  MemoryBackend,
  NO_VALUE,
  systemClock,
  type Region,
  type RegionSpec,
} from "cachegen/runtime";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ManualClock } from "cachegen/testing";
import { item, shop } from "../../support/shop.js";

afterEach(() => vi.unstubAllEnvs());

describe("the verbs on keys", () => {
  it("keep JSON values under keys of one's own", async () => {
    const { region } = shop();
    expect(await region.get("k")).toBe(NO_VALUE);
    await region.set("k", { a: [1, null] });
    expect(await region.get("k")).toEqual({ a: [1, null] });
    await region.setMulti(
      new Map([
        ["l", 1],
        ["m", 2],
      ]),
    );
    expect(await region.getMulti(["m", "none", "l", "m"])).toEqual([2, NO_VALUE, 1, 2]);
    await region.deleteMulti(["l", "k"]);
    await region.delete("never there");
    expect(await region.getMulti(["k", "l", "m"])).toEqual([NO_VALUE, NO_VALUE, 2]);
  });

  it("create once", async () => {
    const { region } = shop();
    const creator = vi.fn(async () => ({ made: true }));
    const both = await Promise.all([
      region.getOrCreate("k", creator),
      region.getOrCreate("k", creator),
    ]);
    expect(both).toEqual([{ made: true }, { made: true }]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("create many with one call for the keys without a value", async () => {
    const { region } = shop();
    await region.set("b", "known");
    const creator = vi.fn((keys: readonly string[]) => keys.map((key) => `made ${key}`));
    expect(await region.getOrCreateMulti(["c", "b", "a", "c"], creator)).toEqual([
      "made c",
      "known",
      "made a",
      "made c",
    ]);
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("refuse a creator's list of the wrong length", async () => {
    const { region } = shop();
    const error = await region.getOrCreateMulti(["a", "b"], () => ["a"]).catch((it: unknown) => it);
    expect(isCacheError(error, "result-shape")).toBe(true);
    expect(String(error)).toMatch(/a list of 1 where a list of 2/);
  });

  it("refuse to set what is no JSON value", async () => {
    const { region } = shop();
    for (const value of [undefined, new Date(), () => 1, Number.NaN, 1n]) {
      const error = await region.set("k", value).catch((it: unknown) => it);
      expect(isCacheError(error, "value-misfit")).toBe(true);
    }
    expect(await region.get("k")).toBe(NO_VALUE);
  });
});

describe("configure", () => {
  it("may be called once, before the first use", async () => {
    const region = defineRegion({ name: "once" });
    expect(region.isConfigured).toBe(false);
    region.configure({ maxEntries: 5 });
    expect(region.isConfigured).toBe(true);
    expect(() => region.configure({})).toThrow(/already/);
    const used = defineRegion({ name: "used" });
    await used.get("k");
    expect(() => used.configure({})).toThrow(/before its first use/);
  });

  it("leaves a region with refused options unconfigured", () => {
    const region = defineRegion({ name: "refused" });
    expect(() => region.configure({ expirationMs: -1 })).toThrow(/expirationMs is -1/);
    expect(region.isConfigured).toBe(false);
    region.configure({ expirationMs: 1 });
  });

  it("does not change the object it is given", () => {
    const options = Object.freeze({ expirationMs: 5, clock: new ManualClock() });
    defineRegion({ name: "frozen" }).configure(options);
    expect(Object.keys(options)).toEqual(["expirationMs", "clock"]);
  });

  it.each([
    [{ expirationMs: -1 }],
    [{ expirationMs: Number.NaN }],
    [{ graceMs: "10m" }],
    [{ maxEntries: 0 }],
    [{ maxEntries: 1.5 }],
    [{ values: "cloned" }],
    [{ refresh: "later" }],
  ])("refuses %j with the option in the text", (options) => {
    const [name = ""] = Object.keys(options);
    const define = (): Region => defineRegion({ name: "bad", ...options } as unknown as RegionSpec);
    expect(define).toThrow(new RegExp(name));
  });

  it.each([
    [
      { breaker: {} },
      "there is no option breaker; did you mean breakerFailures or breakerPauseMs?",
    ],
    [{ expiration: "10m" }, "there is no option expiration; did you mean expirationMs?"],
    [{ wrap: [] }, "there is no option wrap; "],
    [{ backend: 7 }, "backend is 7; give a text"],
  ])("refuses %j in what a region is defined by", (options, message) => {
    const define = (): Region => defineRegion({ name: "bad", ...options } as unknown as RegionSpec);
    expect(define).toThrow(`bad: ${message}`);
  });
});

describe("a region's backend", () => {
  it("is read from the environment at the first use, and an empty variable counts as unset", async () => {
    vi.stubEnv("SHOP_CACHE", "");
    const region = defineRegion({ name: "env", backend: "${SHOP_CACHE:-none}" });
    await region.set("k", 1);
    expect(await region.get("k")).toBe(NO_VALUE);
    const later = defineRegion({ name: "later", backend: "${SHOP_CACHE:-none}" });
    vi.stubEnv("SHOP_CACHE", "memory");
    await later.set("k", 1);
    expect(await later.get("k")).toBe(1);
  });

  it("is a clear error when a variable without a default is not set", async () => {
    vi.stubEnv("SHOP_CACHE", undefined);
    const region = defineRegion({ name: "unset", backend: "${SHOP_CACHE}" });
    const error = await region.get("k").catch((it: unknown) => it);
    expect(isCacheError(error, "environment-unset")).toBe(true);
    expect(String(error)).toMatch(/SHOP_CACHE is not set/);
  });

  it.each([
    "rediss://me:secret@host:no-port",
    "redis://:secret",
    "redis://host/secret",
    "redis://me:sec ret@host",
    "bogus://me:secret@host",
  ])("is an error that names region and variable, and no password: %s", async (address) => {
    vi.stubEnv("SHOP_CACHE", address);
    const region = defineRegion({ name: "users", backend: "${SHOP_CACHE:-memory}" });
    const error = await region.get("k").catch((it: unknown) => it);
    expect(isCacheError(error) && error.region).toBe("users");
    expect(String(error)).toMatch(
      /^CacheError: region "users", variable SHOP_CACHE: (the backend ".*" is no URL|no backend is known)/,
    );
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/:(secret|sec ret)/);
  });

  it("names no variable where the text stands in the schema", async () => {
    vi.stubEnv("SHOP_CACHE", undefined);
    const region = defineRegion({ name: "users", backend: "${SHOP_CACHE:-redis://host:port}" });
    await expect(region.get("k")).rejects.toThrow(
      /^region "users": the backend "redis:.* is no URL/,
    );
  });

  it.each(["valkey", "valkeys"])("is told how to write %s://", async (scheme) => {
    const backend = `${scheme}://me:secret@host`;
    const meant = `write ${scheme.replace("valkey", "redis")}://, which reaches Valkey too`;
    const region = defineRegion({ name: "valkey" }).configure({ backend });
    const error = await region.get("k").catch((it: unknown) => it);
    expect(isCacheError(error, "backend-unknown")).toBe(true);
    expect(String(error)).toContain(meant);
  });

  it("is a clear error for an unknown scheme, with the password masked", async () => {
    const region = defineRegion({ name: "unknown", backend: "http://me:secret@host/1" });
    const error = await region.get("k").catch((it: unknown) => it);
    expect(isCacheError(error, "backend-unknown")).toBe(true);
    expect(String(error)).not.toMatch(/secret/);
  });

  it("may be one of your own", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 3 });
    const { region } = shop({ backend });
    await region.set("k", 1);
    expect(backend.size).toBe(1);
  });

  it("makes calls of two regions that share it wait for each other", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 3 });
    const creator = vi.fn(async () => item(1));
    const calls = [shop({ backend }), shop({ backend })].map(({ getItem }) =>
      getItem.cacheOnArguments(creator)("a", 1),
    );
    expect(await Promise.all(calls)).toEqual([item(1), item(1)]);
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe("a store that fails", () => {
  class BrokenBackend extends MemoryBackend {
    override readMany(): never {
      throw new Error("store down");
    }
    override read(): never {
      throw new Error("store down");
    }
    override acquire(): never {
      throw new Error("store down");
    }
    override write(): never {
      throw new Error("store down");
    }
    override invalidate(): never {
      throw new Error("store down");
    }
    override invalidateAll(): never {
      throw new Error("store down");
    }
    override close(): never {
      throw new Error("store down");
    }
  }

  it("costs readers nothing but the creation", async () => {
    const { region, getItem } = shop({
      backend: new BrokenBackend({ clock: systemClock, maxEntries: 1 }),
    });
    const errors: unknown[] = [];
    region.on("error", ({ error }) => errors.push(error));
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
    expect(await getItem.cacheOnArguments(async (_, id) => item(id))("a", 1)).toEqual(item(1));
    expect(errors.length).toBeGreaterThan(0);
  });

  it("does not keep closeAll from closing the others, and is named by it", async () => {
    const broken = shop({ backend: new BrokenBackend({ clock: systemClock, maxEntries: 1 }) });
    const { region } = shop();
    await Promise.all([region.get("k"), broken.region.get("k")]);
    await expect(closeAll()).rejects.toThrow(/not every store/);
    await expect(region.get("k")).rejects.toThrow(/closed/);
  });

  it("rejects set, invalidate and region.invalidate: they were not confirmed", async () => {
    const { region, getItem } = shop({
      backend: new BrokenBackend({ clock: systemClock, maxEntries: 1 }),
    });
    for (const unconfirmed of [
      getItem.set(item(1), "a", 1),
      getItem.invalidate("a", 1),
      region.invalidate(),
      region.invalidate({ soft: true }),
    ]) {
      const error = await unconfirmed.catch((it: unknown) => it);
      expect(isCacheError(error, "backend-failed")).toBe(true);
    }
  });
});

describe("events", () => {
  it("tell the story of a key", async () => {
    const { region, getItem } = shop();
    const story: string[] = [];
    for (const kind of ["hit", "miss", "join", "create", "fill", "fenced"] as const) {
      region.on(kind, (event) => story.push(`${event.kind} ${event.key.slice(-3)}`));
    }
    const cached = getItem.cacheOnArguments(async (_, id) => item(id));
    await Promise.all([cached("a", 1), cached("a", 1)]);
    await cached("a", 1);
    expect(story).toEqual(["miss a:1", "join a:1", "create a:1", "fill a:1", "hit a:1"]);
  });

  it("end when the listener says so, and survive one that throws", async () => {
    const { region } = shop();
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const listener = vi.fn(() => {
      throw new Error("a bad listener");
    });
    const off = region.on("hit", listener);
    await region.set("k", 1);
    expect(await region.get("k")).toBe(1);
    off();
    expect(await region.get("k")).toBe(1);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});

describe("close", () => {
  it("ends a region for good", async () => {
    const { region, getItem } = shop();
    await region.set("k", 1);
    await region.close();
    await region.close();
    for (const use of [region.get("k"), getItem.cacheOnArguments(() => null)("a", 1)]) {
      const error = await use.catch((it: unknown) => it);
      expect(isCacheError(error, "closed")).toBe(true);
    }
  });

  it("closeAll ends every region in use", async () => {
    const { region } = shop();
    await region.get("k");
    await closeAll();
    await expect(region.get("k")).rejects.toThrow(/closed/);
  });
});

afterEach(async () => {
  await closeAll().catch(() => undefined);
});

describe("an option that does not exist", () => {
  it("is refused with what was probably meant, wherever it stands", async () => {
    const { region, getItem } = shop();
    const mistyped = { hardTimeout: 3 } as never;
    expect(() => getItem.with(mistyped)).toThrow(/did you mean hardTimeoutMs/);
    await expect(region.get("k", mistyped)).rejects.toThrow(/no option hardTimeout/);
    const replacing = { ttl: 3, replaceExistingBackend: true } as never;
    expect(() => region.configure(replacing)).toThrow(/no option ttl/);
  });
});

describe("an option of the wrong kind", () => {
  it.each([
    ["replaceExistingBackend", "yes"],
    ["wrap", [5]],
    ["keyGenerator", "name"],
    ["clock", 0],
    ["maxEntries", 0],
  ])("is refused by configure: %s %j", (name, value) => {
    const region = defineRegion({ name: "users" });
    const configuring = (): unknown => region.configure({ [name]: value } as never);
    expect(configuring).toThrow(new RegExp(`users: ${name} is .+; give `));
    expect(region.isConfigured).toBe(false);
  });

  it.each([
    ["ignoreExpiration", "yes"],
    ["signal", "SIGTERM"],
    ["shouldCache", true],
    ["asyncCreationRunner", {}],
    ["waitMs", -1],
  ])("is refused by the verbs of a region and by with: %s %j", async (name, value) => {
    const { region, getItem } = shop();
    const options = { [name]: value } as never;
    const place = new RegExp(`${name} is .+; give `);
    await expect(region.get("k", options)).rejects.toThrow(place);
    await expect(region.getOrCreate("k", () => 1, options)).rejects.toThrow(place);
    expect(() => getItem.with(options)).toThrow(place);
  });

  it("is refused by with even beside an expiration that is asked for", () => {
    const { getItem } = shop();
    const options = { expirationMs: () => 5, waitMs: -1 };
    expect(() => getItem.with(options)).toThrow(/waitMs is -1; give/);
    expect(() => getItem.with({ key: "a key" } as never)).toThrow(
      /key is 'a key'; give a function/,
    );
  });
});

describe("an object in place of a backend", () => {
  it("is refused as what it is, with the way to give it, and nothing of what is in it", () => {
    const client = new Redis({ lazyConnect: true, password: "s3cret" });
    const refusals = [
      () => defineRegion({ name: "users", backend: client as never }),
      () => defineRegion({ name: "users" }).configure({ backend: client as never }),
      () => defineRegion({ name: "users" }).configure({ backend: { key: "s3cret" } as never }),
    ].map(refusalOf);
    expect(refusals[0]).toContain(
      "is an object; give a text; a backend that is an object goes into configure",
    );
    expect(refusals[1]).toContain(
      "is an object; give a backend's text, or a backend; redisBackend of",
    );
    expect(refusals[2]).toBe(refusals[1]);
    expect(refusals.join()).not.toContain("s3cret");
    client.disconnect();
  });

  function refusalOf(configuring: () => unknown): string {
    try {
      configuring();
    } catch (error) {
      if (isCacheError(error, "option-invalid")) return error.message;
    }
    throw new Error("it was not refused");
  }
});

describe("a misfit nobody listens to", () => {
  it("warns the process once for each function", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const { getItem } = shop();
    const cached = getItem.cacheOnArguments(async () => ({ id: "no number" }) as never);
    await cached("a", 1);
    await cached("a", 2);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/shop\d+\.getItem: .* is not cached/);
    warn.mockRestore();
  });
});
