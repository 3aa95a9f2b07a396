/** How entries lie on a server, looked at from beside the cache. */
import { defineRegion, NO_VALUE, systemClock, type Lease, type Region } from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { describe, expect, inject, it, vi } from "vitest";
import { PATIENT } from "../../support/patient.js";
import { observedRedis } from "../../support/observed-redis.js";
import { item, shop, type Shop } from "../../support/shop.js";
import { counting, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";
import { takeLease } from "./stores.js";

/** Where nothing else is said. */
const LEASE_MS = 10_000;

/** Clocks of one machine are no further apart, however long it pauses. */
const APART_S = 300;

const { backendTimeoutMs } = PATIENT;

const hasRedis = inject("hasRedis");
const redis = observedRedis();

let names = 0;

/** A region with a clock of its own: what regions share, they share by clock. */
function regionOnServer(name: string = `stored${(names += 1)}`): Region {
  const region = defineRegion({ name, backend: redis.server.url, backendTimeoutMs, ...GRACIOUS });
  redis.open.push(region.configure({ clock: { ...systemClock } }));
  return region;
}

function shopOnServer(): Shop {
  const made = shop({
    ...GRACIOUS,
    backend: redis.server.url,
    backendTimeoutMs,
    clock: systemClock,
  });
  redis.open.push(made.region);
  return made;
}

/** Put a text in the place of what is stored under a key, made from it. */
async function replace(key: string, change: (text: string) => string | Buffer): Promise<void> {
  await redis.observer.set(key, change((await redis.observer.get(key)) ?? ""));
}

describe.skipIf(!hasRedis)("what lies on the server", () => {
  it("D86: is metadata in JSON, a bar, and the value in JSON", async () => {
    const { getItem } = shopOnServer();
    const beforeS = Date.now() / 1000;
    const made = item(1, "Käse | Wein");
    await getItem.cacheOnArguments(async () => made)("a", 1);
    const stored = (await redis.observer.get(getItem.key("a", 1))) ?? "";
    const bar = stored.indexOf("|");
    const { ct, v } = JSON.parse(stored.slice(0, bar)) as Record<string, unknown>;
    expect(v).toBe(2);
    expect(ct).toBeGreaterThan(beforeS - APART_S);
    expect(ct).toBeLessThan(Date.now() / 1000 + APART_S);
    expect(JSON.parse(stored.slice(bar + 1))).toEqual({ ...made, at: made.at.toISOString() });
  });

  it("D86: has one form, whichever verb put it there", async () => {
    const region = regionOnServer();
    await region.set("by set", { at: 1 });
    await region.getOrCreate("by getOrCreate", () => ({ at: 1 }));
    await region.getOrCreateMulti(["by getOrCreateMulti"], () => [{ at: 1 }]);
    for (const verb of ["set", "getOrCreate", "getOrCreateMulti"]) {
      const stored = await redis.observer.get(`by ${verb}`);
      expect(stored, verb).toMatch(/^\{"ct": \d{10}\.\d{3}, "v": 2, [^|]*\}\|\{"at":1\}$/);
    }
  });

  it("D91: lives no longer than it can be of use, be it written alone or with others", async () => {
    const region = regionOnServer();
    await region.set("alone", 1);
    await region.setMulti(
      new Map([
        ["first", 1],
        ["second", 2],
      ]),
    );
    await region.getOrCreate("created", () => 1);
    await region.getOrCreateMulti(["of many"], () => [1]);
    for (const key of ["alone", "first", "second", "created", "of many"]) {
      const ttlMs = await redis.observer.pttl(key);
      expect(ttlMs, key).toBeGreaterThan(2 * MINUTE_MS - 30_000);
      expect(ttlMs, key).toBeLessThanOrEqual(2 * MINUTE_MS);
    }
  });

  it("D91: lives as long for a call with a shorter expiration of its own", async () => {
    const region = regionOnServer();
    await region.getOrCreate("k", () => 1, { expirationMs: 1000, graceMs: 0 });
    expect(await redis.observer.pttl("k")).toBeGreaterThan(2 * MINUTE_MS - 30_000);
  });

  it("D91: lives on where it never expires", async () => {
    const region = defineRegion({ name: "never", backend: redis.server.url, backendTimeoutMs });
    redis.open.push(region.configure({ clock: systemClock }));
    await region.set("k", 1);
    await region.getOrCreate("l", () => 1);
    expect([await redis.observer.pttl("k"), await redis.observer.pttl("l")]).toEqual([-1, -1]);
  });
});

/** Every way to read one key: nothing where there is nothing. */
const READINGS: readonly (readonly [string, (region: Region) => Promise<unknown>])[] = [
  ["get", (region) => region.get("k")],
  ["get, whatever its age", (region) => region.get("k", { ignoreExpiration: true })],
  ["getMulti", async (region) => (await region.getMulti(["k"]))[0]],
  ["getValueMetadata", async (region) => (await region.getValueMetadata("k")) ?? NO_VALUE],
];

describe.skipIf(!hasRedis)("an entry of another version", () => {
  it.each(READINGS)("F27: is a miss for a reading: %s", async (_, read) => {
    const region = regionOnServer();
    await region.set("k", "old");
    expect(await read(region)).not.toBe(NO_VALUE);
    for (const version of [0, 1, 3, 22, '"2"']) {
      await region.set("k", "old");
      await replace("k", (text) => text.replace('"v": 2', `"v": ${version}`));
      expect(await read(region), String(version)).toBe(NO_VALUE);
    }
  });

  it("D88: is a miss for who may create, and is replaced", async () => {
    const region = regionOnServer();
    await region.set("k", "old");
    await replace("k", (text) => text.replace('"v": 2', '"v": 1'));
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
    expect(await region.get("k")).toBe("made 1");
  });

  it("D88: is a miss among many", async () => {
    const region = regionOnServer();
    await region.setMulti(new Map(["k", "l"].map((key) => [key, "old"])));
    await replace("k", (text) => text.replace('"v": 2', '"v": 3'));
    const creator = makingEach();
    expect(await region.getOrCreateMulti(["k", "l"], creator)).toEqual(["made k", "old"]);
    expect(creator.mock.calls).toEqual([[["k"]]]);
  });
});

describe.skipIf(!hasRedis)("what lies on the server and is none of ours", () => {
  it.each([
    ["no bar", "just text"],
    ["no metadata", "{broken|1"],
    ["no creation time", '{"v": 2}|1'],
    ["no version", '{"ct": 1795289912.726}|1'],
    ["metadata that is a list", "[1,2]|1"],
    ["a bar alone", "|"],
    ["nothing", ""],
    ["a pickle", Buffer.from("\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00K\x01.", "latin1")],
    ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe, 0x7c, 0x00])],
  ])("D89: is a miss and never an error: %s", async (_, planted) => {
    const { region, getItem, getItems } = shopOnServer();
    const [key, second] = [getItem.key("a", 1), getItem.key("a", 2)];
    await region.set("warm", 1);
    await redis.observer.mset(key, planted, second, planted);
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
    const cached = getItem.cacheOnArguments(async (_shop, id) => item(id));
    expect(await cached("a", 1)).toEqual(item(1));
    const many = getItems.cacheMultiOnArguments(
      async (_shop, ids) => new Map(ids.map((id) => [id, item(id)])),
    );
    expect(await many("a", [1, 2])).toEqual(new Map([1, 2].map((id) => [id, item(id)])));
    expect(await getItem.get("a", 2)).toEqual(item(2));
  });

  it("D89: is a miss where its value is cut off or of another type, and is replaced", async () => {
    const { getItem } = shopOnServer();
    const cached = getItem.cacheOnArguments(async (_, id) => item(id, "made"));
    for (const damaged of ["", "{", '{"id":1', '"text"', "[]", "{}"]) {
      await getItem.set(item(1, "old"), "a", 1);
      await replace(getItem.key("a", 1), (text) => text.slice(0, text.indexOf("|") + 1) + damaged);
      expect(await getItem.get("a", 1), damaged).toBe(NO_VALUE);
      expect(await cached("a", 1), damaged).toEqual(item(1, "made"));
      expect(await getItem.get("a", 1), damaged).toEqual(item(1, "made"));
    }
  });
});

describe.skipIf(!hasRedis)("a lease on the server", () => {
  it("D92: lies in the entry, with a token and a deadline, and goes with it", async () => {
    const region = regionOnServer();
    const making = gate<string>();
    const creator = vi.fn(() => making.opened);
    const call = region.getOrCreate("k", creator);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    const stored = (await redis.observer.get("k")) ?? "";
    const metadata = JSON.parse(stored.slice(0, stored.indexOf("|"))) as Record<string, unknown>;
    expect(metadata).toMatchObject({ v: 0, lease: expect.stringMatching(/^[\w-]{32}$/) as string });
    const fromNowMs = Number(metadata["until"]) * 1000 - Date.now();
    expect(Math.abs(fromNowMs)).toBeLessThan(APART_S * 1000);
    expect(await redis.observer.pttl("k")).toBeLessThanOrEqual(LEASE_MS);
    making.open("made");
    expect(await call).toBe("made");
    expect(await region.keyIsLocked("k")).toBe(false);
  });

  it("D92: has another token each time", async () => {
    const backend = await regionOnServer().actualBackend();
    const tokens = new Set<unknown>();
    for (let time = 0; time < 50; time += 1) tokens.add((await takeLease(backend, "k")).token);
    expect(tokens.size).toBe(50);
  });

  it.each([
    ["released", async (region: Region, lease: Lease) => (await region.backend()).release([lease])],
    [
      "filled",
      async (region: Region, lease: Lease) => (await region.backend()).fill([[lease, null]]),
    ],
    [
      "renewed",
      async (region: Region, lease: Lease) => (await region.backend()).renew([lease], 60_000),
    ],
  ])("D92: is not %s by a token that is not its own", async (_, act) => {
    const region = regionOnServer();
    const backend = await region.actualBackend();
    const own = await takeLease(backend, "k");
    const before = await redis.observer.get("k");
    await act(region, { ...own, token: "0123456789abcdef" });
    expect(await redis.observer.get("k")).toBe(before);
    expect(await region.keyIsLocked("k")).toBe(true);
    await backend.release([own]);
    expect(await region.keyIsLocked("k")).toBe(false);
  });
});
