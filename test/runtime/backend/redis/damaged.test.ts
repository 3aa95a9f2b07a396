/** Entries on a real server that were damaged, or are not ours: a miss, counted, and gone where nothing else took their place. */
import {
  NO_VALUE,
  ProxyBackend,
  systemClock,
  type Awaitable,
  type Held,
  type RegionOptions,
} from "cachegen/runtime";
import { describe, expect, inject, it, vi } from "vitest";
import { openRedis } from "../../../../runtime/backend/redis/connect.js";
import { openEntry } from "../../../../runtime/backend/redis/own/entry.js";
import { observedRedis } from "../../../support/observed-redis.js";
import { item, itemOrNull, shop, type Shop } from "../../../support/shop.js";
import { DAMAGES, FOREIGN, randomFrom } from "./damage.js";

const COUNT = 1_000;
const SEED = 20_261_122;
const KINDS = Object.keys(DAMAGES);

const hasRedis = inject("hasRedis");
const redis = observedRedis();

/** A program on the server, and what its region tells of what it could not read. */
function program(options: RegionOptions = {}) {
  const made = shop({
    backend: redis.server.url,
    clock: { ...systemClock },
    backendTimeoutMs: 10_000,
    ...options,
  });
  redis.open.push(made.region);
  const told: unknown[] = [];
  made.region.on("error", ({ error }) => told.push(error));
  made.region.on("misfit", ({ error }) => told.push(error));
  return { ...made, told };
}

/** Store items, and damage each, kind by kind; damage that nobody could see is drawn again. */
async function damage({ getItem, getItems }: Shop, ids: readonly number[]): Promise<void> {
  const random = randomFrom(SEED);
  await getItems.set(new Map(ids.map((id) => [id, item(id)])), "a");
  const keys = ids.map((id) => getItem.key("a", id));
  const stored = await redis.observer.mgetBuffer(keys);
  const pairs = keys.flatMap((key, at) => {
    const kind = KINDS[at % KINDS.length] ?? "";
    const entry = stored[at];
    if (entry === null || entry === undefined) throw new Error("nothing was stored");
    return [key, damaged(kind, entry, random)];
  });
  await redis.observer.mset(...pairs);
}

function damaged(kind: string, entry: Buffer, random: () => number): Buffer {
  for (let draw = 0; draw < 1_000; draw += 1) {
    const bytes = DAMAGES[kind]?.(entry, random);
    if (bytes !== undefined && !isSound(bytes, entry)) return bytes;
  }
  throw new Error(`${kind} shows in no entry`);
}

/** Whether nobody can tell that it is not what was written, or that it was not written then. */
function isSound(bytes: Buffer, entry: Buffer): boolean {
  const [opened, before] = [openEntry(bytes.toString()), openEntry(entry.toString())];
  if (typeof opened !== "object" || typeof before !== "object") return opened === undefined;
  // An entry of another age was invalidated, and one of another time has another age.
  if (opened.hardId !== before.hardId || opened.softId !== before.softId) return true;
  // Nothing after the bar is what is written of a value that was not found.
  if (opened.createdMs !== before.createdMs || opened.payload === "") return true;
  try {
    itemOrNull.decode(opened.payload);
    return !bytes.toString().includes("\ufffd");
  } catch {
    return false;
  }
}

const IDS = Array.from({ length: COUNT }, (_, index) => index + 1);

describe.skipIf(!hasRedis)("1,000 damaged entries", () => {
  it("are a miss each, counted, and dropped, read one by one", async () => {
    const made = program({ validate: "always" });
    await damage(made, IDS);
    const found = await Promise.all(IDS.map((id) => made.getItem.get("a", id)));
    expect(found.filter((value) => value !== NO_VALUE)).toEqual([]);
    expect(made.told).toHaveLength(COUNT);
    const { errors = 0, misfits = 0, hits } = made.region.statistics().get("getItem") ?? {};
    expect([errors + misfits, hits]).toEqual([COUNT, 0]);
    expect(misfits).toBeGreaterThan(0);
    const keys = IDS.map((id) => made.getItem.key("a", id));
    await vi.waitFor(async () => expect(await redis.observer.exists(...keys)).toBe(0));
  });

  it("are a miss each, counted, and dropped, read in one call", async () => {
    const made = program({ validate: "always" });
    await damage(made, IDS);
    expect(await made.getItems.get("a", IDS)).toEqual(new Map());
    expect(made.told).toHaveLength(COUNT);
    const keys = IDS.map((id) => made.getItem.key("a", id));
    await vi.waitFor(async () => expect(await redis.observer.exists(...keys)).toBe(0));
  });

  it("are made anew, one by one and many at once, and are hits after that", async () => {
    const made = program({ validate: "always" });
    await damage(made, IDS);
    const [alone, together] = [IDS.slice(0, COUNT / 2), IDS.slice(COUNT / 2)];
    const one = made.getItem.cacheOnArguments((_, id) => item(id, "new"));
    const many = made.getItems.cacheMultiOnArguments(
      (_, ids) => new Map(ids.map((id) => [id, item(id, "new")])),
    );
    const expected = (ids: readonly number[]) => ids.map((id) => item(id, "new"));
    expect(await Promise.all(alone.map((id) => one("a", id)))).toEqual(expected(alone));
    expect([...(await many("a", together)).values()]).toEqual(expected(together));
    expect(made.told).toHaveLength(COUNT);
    const after = await made.getItems.get("a", IDS);
    expect([...after.values()]).toEqual(expected(IDS));
    expect(made.told).toHaveLength(COUNT);
  });

  it("reject nothing either where what bears our fingerprint is believed", async () => {
    const made = program();
    await damage(made, IDS);
    const found = await Promise.all(IDS.map((id) => made.getItem.get("a", id)));
    const isMiss = (value: unknown): boolean => value === NO_VALUE;
    // What is JSON and has a date where one belongs passes for an item: nobody looked at the rest.
    expect(found.filter(isMiss).length).toBeGreaterThan(COUNT * 0.9);
    expect(made.told).toHaveLength(found.filter(isMiss).length);
  });
});

describe.skipIf(!hasRedis)("what is no text", () => {
  it.each(Object.entries(FOREIGN))(
    "is a miss, and makes room for a value: %s",
    async (_, plant) => {
      const made = program();
      await made.getItem.set(item(9), "a", 9);
      const [first, second] = [made.getItem.key("a", 1), made.getItem.key("a", 2)];
      for (const key of [first, second]) await plant(redis.observer, key);
      expect(await made.getItem.get("a", 1)).toBe(NO_VALUE);
      expect(await made.getItems.get("a", [1, 2])).toEqual(new Map());
      const one = made.getItem.cacheOnArguments((_shop, id) => item(id));
      const many = made.getItems.cacheMultiOnArguments(
        (_shop, ids) => new Map(ids.map((id) => [id, item(id)])),
      );
      expect(await one("a", 1)).toEqual(item(1));
      expect(await many("a", [1, 2])).toEqual(new Map([1, 2].map((id) => [id, item(id)])));
      expect(await made.getItem.get("a", 2)).toEqual(item(2));
      expect(made.told).toEqual([]);
    },
  );
});

/** A store that drops what cannot be read without a look at what lies there by then. */
class Hasty extends ProxyBackend {
  override discard(key: string, _held: Held): Awaitable<void> {
    return this.proxied.invalidate([key]);
  }
}

/** How entries lie there: as a region's options. */
const LAYOUTS = {
  "in a layout of our own": () => ({}),
  "in the layout that Python shares": async () => {
    const whole = await openRedis(redis.server.url, { clock: { ...systemClock }, name: "shared" });
    redis.open.push({ close: () => whole.close() });
    return { backend: whole.python };
  },
} satisfies Record<string, () => Awaitable<RegionOptions>>;

/** What is under a key after it was found damaged, mended by somebody, and dropped by who found it damaged. */
async function afterLateDrop(spoil: (text: string) => string, options: RegionOptions = {}) {
  const { getItem, region } = program(options);
  const key = getItem.key("a", 1);
  await getItem.set(item(1, "old"), "a", 1);
  await redis.observer.set(key, spoil((await redis.observer.get(key)) ?? ""));
  const backend = await region.backend();
  const held = (await backend.read(key)) ?? expect.fail("nothing is read");
  await getItem.set(item(1, "mended"), "a", 1);
  await backend.discard?.(key, held);
  return getItem.get("a", 1);
}

const SPOILS: readonly (readonly [string, (text: string) => string])[] = [
  ["all of it", () => "rubbish"],
  ["its head", (text) => text.replace('"v": 2', '"v": 3')],
  ["its value", (text) => `${text.slice(0, text.indexOf("|"))}|{`],
];

describe.skipIf(!hasRedis).each(Object.entries(LAYOUTS))(
  "what was damaged %s",
  (_layout, options) => {
    it.each(SPOILS)("is not dropped where it was replaced meanwhile: %s", async (_, spoil) => {
      expect(await afterLateDrop(spoil, await options())).toEqual(item(1, "mended"));
    });

    it.each(SPOILS)(
      "would be lost without the comparison, which the test shows: %s",
      async (_, spoil) => {
        expect(await afterLateDrop(spoil, { wrap: [Hasty], ...(await options()) })).toBe(NO_VALUE);
      },
    );

    it.each(SPOILS)("is dropped where it still lies there: %s", async (_, spoil) => {
      const { getItem, region } = program(await options());
      const key = getItem.key("a", 1);
      await getItem.set(item(1), "a", 1);
      await redis.observer.set(key, spoil((await redis.observer.get(key)) ?? ""));
      const backend = await region.backend();
      await backend.discard?.(key, (await backend.read(key)) ?? expect.fail("nothing is read"));
      expect(await redis.observer.exists(key)).toBe(0);
    });

    it("stays while somebody holds its lease, whose value takes its place", async () => {
      const { getItem, region } = program(await options());
      const key = getItem.key("a", 1);
      await getItem.set(item(1), "a", 1);
      const text = (await redis.observer.get(key)) ?? "";
      await redis.observer.set(key, `${text.slice(0, text.indexOf("|"))}|{`);
      const backend = await region.backend();
      const seen = (await backend.read(key)) ?? expect.fail("nothing is read");
      const request = { key, seen, takeOver: false, leaseMs: 10_000 };
      const [answer] = await backend.acquire([request]);
      if (answer?.kind !== "won") throw new Error("nobody else holds it");
      await backend.discard?.(key, seen);
      expect(await backend.isLeased(key)).toBe(true);
      expect(await backend.fill([[answer.lease, null]])).toEqual([true]);
    });
  },
);

describe.skipIf(!hasRedis)("a deadline that was damaged", () => {
  it.each(["9999999999.999", "1e9999999999.9", "nan...........", "0x12345678.000"])(
    "keeps nobody waiting: %s",
    async (until) => {
      const { getItem, told } = program();
      const key = getItem.key("a", 1);
      await getItem.set(item(1), "a", 1);
      const soft = /"soft": "(.{16})"/.exec((await redis.observer.get(key)) ?? "")?.[1] ?? "";
      const leased = ((await redis.observer.get(key)) ?? "")
        .replace(/"lease": ".{32}"/, `"lease": "0123456789abcdef${soft}"`)
        .replace(/"until": .{14}/, `"until": ${until}`)
        .replace('"v": 2', '"v": 0');
      await redis.observer.set(key, leased);
      const cached = getItem.cacheOnArguments((_, id) => item(id, "new"));
      expect(await cached("a", 1)).toEqual(item(1, "new"));
      expect(told.length).toBeLessThan(2);
    },
  );
});
