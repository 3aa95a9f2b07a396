import {
  defineRegion,
  MemoryBackend,
  NO_VALUE,
  NoneBackend,
  ProxyBackend,
  systemClock,
  type Held,
  type LeasingBackend,
  type Region,
  type RegionOptions,
  type RegionSpec,
} from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { coerce } from "../../../runtime/region/config.js";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { item, shop } from "../../support/shop.js";
import { codeOf, codeOfCall, counting, gated, MINUTE_MS } from "./creators.js";
import { deposit, WatchedMemory } from "./stores.js";

let regions = 0;

/** A region as a schema declares it. */
function unconfigured(settings: Omit<RegionSpec, "name"> = {}): Region {
  return defineRegion({ name: `conformance${(regions += 1)}`, ...settings });
}

describe("configure", () => {
  it.each([[-1], [Number.NaN], ["10m"], [null], [{}]])(
    "D9: refuses %j as an expiration, and leaves the region as it was",
    async (expirationMs) => {
      const region = unconfigured();
      const options = { expirationMs, backend: "none" } as RegionOptions;
      expect(await codeOfCall(() => region.configure(options))).toBe("option-invalid");
      expect(region.isConfigured).toBe(false);
      await region.set("k", 1);
      expect(await region.get("k")).toBe(1);
    },
  );

  it("D80: refuses a second call, and swaps the backend under replaceExistingBackend", async () => {
    const [first, second] = [new WatchedMemory(), new WatchedMemory()];
    const region = unconfigured().configure({ backend: first });
    expect(await region.actualBackend()).toBe(first);
    await region.set("k", 1);
    expect(await codeOfCall(() => region.configure({ backend: second }))).toBe(
      "already-configured",
    );
    expect(await region.actualBackend()).toBe(first);
    region.configure({ backend: second, replaceExistingBackend: true });
    expect(await region.actualBackend()).toBe(second);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D80: keeps what was under way in a replaced backend out of the new one", async () => {
    const second = new WatchedMemory();
    const region = unconfigured();
    const { gates, creator } = gated();
    const early = region.getOrCreate("k", creator);
    await settled();
    region.configure({ backend: second, replaceExistingBackend: true });
    gates[0]?.open("for the first");
    await settled();
    expect(second.size).toBe(0);
    gates[1]?.open("for the second");
    await early;
  });

  it("D81: lets every verb name an unknown backend", async () => {
    const region = unconfigured({ backend: "paper" });
    for (const use of [
      () => region.get("k"),
      () => region.getMulti(["k"]),
      () => region.getValueMetadata("k"),
      () => region.set("k", 1),
      () => region.delete("k"),
      () => region.getOrCreate("k", counting()),
      () => region.getOrCreateMulti(["k"], () => [1]),
      () => region.keyIsLocked("k"),
      () => region.invalidate(),
      () => region.actualBackend(),
    ]) {
      expect(await codeOf(use())).toBe("backend-unknown");
    }
  });

  it("D81: is not needed before the first use", async () => {
    const region = unconfigured();
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(await region.keyIsLocked("k")).toBe(false);
    expect(region.isConfigured).toBe(true);
  });

  it("D105: leaves the object it is given as it is", () => {
    const wrap = Object.freeze([ProxyBackend]);
    const options = Object.freeze({ expirationMs: 5, clock: new ManualClock(), wrap });
    const before = { ...options };
    unconfigured().configure(options);
    expect(options).toEqual(before);
    const config = Object.freeze({ "cache.expirationMs": " 600 " });
    unconfigured().configureFromConfig(config, "cache.");
    expect(config).toEqual({ "cache.expirationMs": " 600 " });
  });
});

describe("configureFromConfig", () => {
  it.each([
    ["600", 600],
    ["0.1", 0.1],
    ["true", true],
    ["FALSE", false],
    ["None", null],
    ["+1", 1],
    ["-3.14e-10", -3.14e-10],
    [" 1. ", 1],
    [".5", 0.5],
    ["none", "none"],
    ["0x10", "0x10"],
    ["", ""],
    [7, 7],
  ])("D82: reads %j as %j", (text, value) => {
    expect(coerce(text)).toBe(value);
  });

  it("D82: takes the options behind the prefix, and refuses what is none", async () => {
    const region = unconfigured();
    const config = { "cache.backend": "none", "cache.expirationMs": "600", "other.graceMs": "x" };
    region.configureFromConfig(config, "cache.");
    await region.set("k", 1);
    expect(await region.get("k")).toBe(NO_VALUE);
    for (const wrong of [{ "cache.expirationMS": "600" }, { "cache.expirationMs": "-1" }]) {
      const other = unconfigured();
      expect(await codeOfCall(() => other.configureFromConfig(wrong, "cache."))).toBe(
        "option-invalid",
      );
      expect(other.isConfigured).toBe(false);
    }
  });

  it("D82: reads None as an expiration that never passes, whatever the schema says", async () => {
    const backend = new MemoryBackend({ clock: systemClock, maxEntries: 10 });
    backend.write([["k", deposit("long ago", 0)]]);
    const region = unconfigured({ expirationMs: MINUTE_MS });
    region.configureFromConfig({ backend, expirationMs: "None" }, "");
    expect(await region.get("k")).toBe("long ago");
  });
});

describe("proxies", () => {
  /** A class of proxies that write down that they were passed. */
  function passing(name: string, passed: string[]): typeof ProxyBackend {
    return class extends ProxyBackend {
      override afterRead(_key: string, held: Held | undefined): Held | undefined {
        passed.unshift(name);
        return held;
      }
    };
  }

  it("D78: are passed from the first to the last, and one wrapped later is passed first", async () => {
    const passed: string[] = [];
    const [a, b, c] = ["a", "b", "c"].map((name) => passing(name, passed));
    if (a === undefined || b === undefined || c === undefined) throw new Error("three are made");
    const { region } = shop({ wrap: [a, b] });
    await region.get("k");
    expect(passed.splice(0)).toEqual(["a", "b"]);
    await region.wrap(c);
    await region.get("k");
    expect(passed).toEqual(["c", "a", "b"]);
  });

  it("D78: are all there when two are wrapped at the same time", async () => {
    const passed: string[] = [];
    const { region } = shop();
    await Promise.all(["a", "b"].map((name) => region.wrap(passing(name, passed))));
    await region.get("k");
    expect(passed).toEqual(["b", "a"]);
  });

  it.each([
    ["an object", {}],
    ["a class that is no proxy", MemoryBackend],
    ["a function that makes none", () => new NoneBackend()],
    ["nothing", undefined],
  ])("D78: refuse %s", async (_, wrapper) => {
    const { region } = shop();
    // Untyped code may give anything.
    expect(await codeOf(region.wrap(wrapper as never))).toBe("option-invalid");
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });

  it("D78: refuse in configure what can be none, and the region stays unconfigured", async () => {
    const wrap = [{}] as unknown as NonNullable<RegionOptions["wrap"]>;
    const region = unconfigured();
    expect(await codeOfCall(() => region.configure({ wrap }))).toBe("option-invalid");
    expect(region.isConfigured).toBe(false);
  });

  it("D80: are seen through by actualBackend, also those wrapped later", async () => {
    const backend = new WatchedMemory();
    const { region } = shop({ backend, wrap: [ProxyBackend, ProxyBackend] });
    await region.wrap((store: LeasingBackend) => new ProxyBackend(store));
    expect(await region.actualBackend()).toBe(backend);
    expect(await region.backend()).toBeInstanceOf(ProxyBackend);
  });

  it.each(["copy", "bytes"] as const)(
    "D79: see every value with values: %s, in every verb",
    async (values) => {
      const seen: string[] = [];
      class Seeing extends ProxyBackend {
        override afterRead(key: string, held: Held | undefined): Held | undefined {
          if (held !== undefined) seen.push(`read ${key}`);
          return held;
        }

        override beforeWrite(...given: Parameters<ProxyBackend["beforeWrite"]>): (typeof given)[1] {
          seen.push(`write ${given[0]}`);
          return given[1];
        }
      }
      const { region, getItem } = shop({ values, wrap: [Seeing] });
      await region.set("set", 1);
      await region.getOrCreate("made", counting());
      await region.get("set");
      await region.getMulti(["made"]);
      const cached = getItem.cacheOnArguments((_, id) => item(id));
      await cached("a", 1);
      await cached("a", 1);
      const key = getItem.key("a", 1);
      const expected = ["write set", "write made", "read set", "read made"];
      expect(seen).toEqual([...expected, `write ${key}`, `read ${key}`]);
    },
  );
});
