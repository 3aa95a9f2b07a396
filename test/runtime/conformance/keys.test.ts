import { longerThan, sha1, sha256 } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { settled } from "../../../testing/gate.js";
import { item, shop } from "../../support/shop.js";
import { counting, gated, GRACIOUS, MINUTE_MS } from "./creators.js";
import { defineFind } from "./definitions.js";
import { SlowReadings, WatchedMemory } from "./stores.js";

describe("keys", () => {
  it("D70: have a form of their own, readable and the same in every release", () => {
    const { region, getItem, getItems } = shop();
    expect(getItem.key("a", 3)).toBe("test:shop:getItem:a:3");
    expect(getItems.key("a", 3)).toBe("test:shop:getItem:a:3");
    expect(getItem.key("3 4|x:é", -1)).toBe("test:shop:getItem:3%204%7Cx%3Aé:-1");
    expect(defineFind(region).key("", null)).toBe("test:shop:find::~null");
  });

  it("D70: may be made by the application instead, for a region or a function", async () => {
    const { getItem } = shop({
      keyGenerator: ({ function: name }, args) => [name, ...args].join(),
    });
    expect(getItem.key("a", 3)).toBe("getItem,a,3");
    expect(getItem.with({ key: (name, id) => `${name}/${id}` }).key("a", 3)).toBe("a/3");
  });

  it("D71: differ wherever the arguments differ", () => {
    const find = defineFind(shop().region);
    const keys = [
      find.key("a b", "c"),
      find.key("a", "b c"),
      find.key("a:b", "c"),
      find.key("a", "b:c"),
      find.key("1", null),
      find.key("1", "null"),
      find.key("1", "~null"),
      find.key("1", ""),
      find.key("1", "%"),
      find.key("1", "%25"),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("a key mangler", () => {
  it("D73: of sha1 gives 40 digits of the UTF-8 text", () => {
    expect(sha1("some_key")).toBe("53def077a4264bd3183d4eb21b1f56f883e1b572");
    expect(sha1("é")).toBe("bf15be717ac1b080b4f1c456692825891ff5073d");
  });

  it("D74: longerThan(n) mangles what is longer, and leaves what is not", () => {
    const mangle = longerThan(4, sha1);
    expect(mangle("abcd")).toBe("abcd");
    expect(mangle("abcde")).toBe(sha1("abcde"));
    expect(longerThan(4)("abcde")).toBe(sha256("abcde"));
  });

  it("D75: is seen by the store alone; creators, runners and listeners know the key as it is", async () => {
    const backend = new WatchedMemory();
    const { clock, region, getItem } = shop({
      ...GRACIOUS,
      backend,
      keyMangler: (key) => `<${key}>`,
    });
    const seen: string[] = [];
    for (const kind of ["miss", "create", "fill", "hit"] as const) {
      region.on(kind, ({ key }) => seen.push(key));
    }
    await region.getOrCreate("k", counting());
    await region.get("k");
    clock.advanceMs(MINUTE_MS + 1);
    const asyncCreationRunner = ({ key }: { readonly key: string }): void => void seen.push(key);
    await region.getOrCreate("k", counting(), { asyncCreationRunner });
    expect(new Set(seen)).toEqual(new Set(["k"]));
    await getItem.cacheOnArguments((_, id, { key }) => item(id, key))("a", 1);
    expect((await getItem.cacheOnArguments(() => null)("a", 1))?.label).toBe(getItem.key("a", 1));
    await region.set("k", 1);
    await region.delete("k");
    for (const call of backend.calls) expect(call).toMatch(/^\w+ <[^<>]+>$/);
  });

  it("D76: does not keep keyIsLocked from telling, which takes no lease", async () => {
    const backend = new WatchedMemory();
    const [here, there] = [0, 1].map(() => shop({ backend, keyMangler: sha1 }).region);
    const { gates, creator } = gated();
    expect(await here?.keyIsLocked("k")).toBe(false);
    const call = here?.getOrCreate("k", creator);
    await settled();
    expect([await here?.keyIsLocked("k"), await there?.keyIsLocked("k")]).toEqual([true, true]);
    gates[0]?.open("made");
    await call;
    expect([await here?.keyIsLocked("k"), await there?.keyIsLocked("k")]).toEqual([false, false]);
    expect(backend.calls.filter((made) => made.startsWith("acquire"))).toHaveLength(1);
  });

  it("D77: of the backend is used, unless the region has one or says false", async () => {
    const stored: string[] = [];
    for (const options of [{}, { keyMangler: sha1 }, { keyMangler: false }] as const) {
      const backend = new Mangling();
      await shop({ ...options, backend }).region.set("k", 1);
      stored.push(...backend.calls);
    }
    expect(stored).toEqual(["write backend k", `write ${sha1("k")}`, "write k"]);
  });

  it("D77: of the backend is used also when the region is given a proxy in front of it", async () => {
    const backend = new Mangling();
    await shop({ backend: new SlowReadings(backend) }).region.set("k", 1);
    expect(backend.calls).toEqual(["write backend k"]);
  });
});

/** A store that suggests a mangler. */
class Mangling extends WatchedMemory {
  readonly keyMangler = (key: string): string => `backend ${key}`;
}
