import { setTimeout as sleep } from "node:timers/promises";
import {
  defineFunction,
  defineRegion,
  isCacheError,
  key,
  NO_VALUE,
  systemClock,
  type FunctionPolicy,
  type Accessor,
} from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { describe, expect, inject, it, vi } from "vitest";
import { openRedis } from "../../../../runtime/backend/redis/connect.js";
import { FOREVER_MS, PATIENT } from "../../../support/patient.js";
import { observedRedis } from "../../../support/observed-redis.js";
import { startRedis } from "../../../support/redis-server.js";
import { item, itemOrNull, type Item } from "../../../support/shop.js";

type Find = Accessor<[id: number], Item | null>;

const hasRedis = inject("hasRedis");
const redis = observedRedis();

let stores = 0;

/** A part of a fleet: connections of its own, and the entries of all others with the same number. */
function member(store: number, policy: FunctionPolicy = {}) {
  const region = defineRegion({
    name: `items${store}`,
    namespace: "fleet",
    backend: redis.server.url,
    expirationMs: FOREVER_MS,
    graceMs: FOREVER_MS,
    ...PATIENT,
    ...policy,
  });
  // A clock of its own: what regions share, they share by clock.
  region.configure({ clock: { ...systemClock } });
  redis.open.push(region);
  const find = defineFunction<[id: number], Item | null, Find, [id: number]>({
    region,
    name: "find",
    key: (id: number) => `fleet:items${store}:find:${key.int(id, "id")}`,
    args: (id: number) => [id],
    serializer: itemOrNull,
    fingerprint: "0123456789abcdef",
  });
  return { region, find };
}

function fleet(count: number, policy: FunctionPolicy = {}) {
  stores += 1;
  return Array.from({ length: count }, () => member(stores, policy));
}

async function two(policy: FunctionPolicy = {}) {
  const [here, there] = fleet(2, policy);
  if (here === undefined || there === undefined) throw new Error("two are made");
  return { here, there };
}

describe.skipIf(!hasRedis)("a fleet that shares a Redis server", () => {
  it("makes a value once, whoever asks", async () => {
    const members = fleet(4);
    const creator = vi.fn(async (id: number) => {
      await sleep(50);
      return item(id);
    });
    const accessors = members.map(({ find }) => find.cacheOnArguments(creator));
    const values = await Promise.all(
      accessors.flatMap((cached) => Array.from({ length: 50 }, () => cached(1))),
    );
    expect(creator).toHaveBeenCalledTimes(1);
    expect(values).toHaveLength(200);
    for (const value of values) expect(value).toEqual(item(1));
  });

  it("wakes who waits elsewhere when the value is there, long before its lease ends", async () => {
    const { here, there } = await two();
    const opening = gate<Item>();
    const making = here.find.cacheOnArguments(() => opening.opened)(1);
    const creator = vi.fn(async () => item(1, "not made"));
    await vi.waitFor(async () => expect(await there.find.isLocked(1)).toBe(true));
    const waiting = there.find.cacheOnArguments(creator)(1);
    await sleep(50);
    opening.open(item(1, "made here"));
    expect(await waiting).toEqual(item(1, "made here"));
    expect(await making).toEqual(item(1, "made here"));
    expect(creator).not.toHaveBeenCalled();
  });

  it.each([
    ["invalidate", async ({ find }: ReturnType<typeof member>) => find.invalidate(1)],
    ["set", async ({ find }: ReturnType<typeof member>) => find.set(item(1, "set"), 1)],
    ["region.invalidate()", async ({ region }: ReturnType<typeof member>) => region.invalidate()],
    [
      "region.invalidate({ soft: true })",
      async ({ region }: ReturnType<typeof member>) => region.invalidate({ soft: true }),
    ],
    [
      "a DEL of a stranger",
      async ({ find }: ReturnType<typeof member>) => redis.observer.del(find.key(1)),
    ],
  ])("neither stores nor serves what %s elsewhere overtook", async (_, overtake) => {
    const { here, there } = await two();
    const opening = gate<Item>();
    const creator = vi
      .fn<(id: number) => Promise<Item>>()
      .mockImplementationOnce(() => opening.opened)
      .mockImplementation(async (id) => item(id, "new"));
    const cached = here.find.cacheOnArguments(creator);
    const late = cached(1);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    await overtake(there);
    opening.open(item(1, "old"));
    await late;
    const after = [await there.find.get(1), await here.find.get(1), await cached(1)];
    for (const value of after) expect(value).not.toEqual(item(1, "old"));
  });

  it("serves the stale value after a soft invalidation elsewhere, while one makes the new one", async () => {
    const { here, there } = await two({ refresh: "background" });
    await here.find.set(item(1, "old"), 1);
    await there.region.invalidate({ soft: true });
    const creator = vi.fn(async (id: number) => item(id, "new"));
    expect(await here.find.cacheOnArguments(creator)(1)).toEqual(item(1, "old"));
    await vi.waitFor(async () => expect(await there.find.get(1)).toEqual(item(1, "new")));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("takes over from a member that is gone, once", async () => {
    const [dying, ...others] = fleet(4);
    const creator = vi.fn(async (id: number) => item(id, "taken over"));
    const backend = await dying?.region.actualBackend();
    const lost = { key: dying?.find.key(1) ?? "", seen: undefined, takeOver: false, leaseMs: 300 };
    await backend?.acquire([lost]);
    const accessors = others.map(({ find }) => find.cacheOnArguments(creator));
    const values = await Promise.all(accessors.map((cached) => cached(1)));
    for (const value of values) expect(value).toEqual(item(1, "taken over"));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("misses everything when the server has lost the age of the region", async () => {
    const { here, there } = await two();
    await here.find.set(item(1), 1);
    await redis.observer.del(`@age:fleet:items${stores}`);
    expect(await there.find.get(1)).toBe(NO_VALUE);
    await there.find.set(item(2), 2);
    expect(await here.find.get(1)).toBe(NO_VALUE);
    expect(await here.find.get(2)).toEqual(item(2));
  });

  it.each([
    ["text of somebody else's", (at: string) => redis.observer.set(at, "not ours")],
    ["nothing", (at: string) => redis.observer.set(at, "")],
    [
      "a list",
      async (at: string) => (await redis.observer.del(at)) && redis.observer.lpush(at, "1"),
    ],
    [
      "an envelope of another version",
      (at: string) => redis.observer.set(at, '{"ct": 1, "v": 9}|1'),
    ],
    [
      "an entry whose value was cut off",
      async (at: string) =>
        redis.observer.set(at, ((await redis.observer.get(at)) ?? "").slice(0, -5)),
    ],
    [
      "an entry whose head was damaged",
      async (at: string) => redis.observer.setrange(at, 30, "########"),
    ],
    [
      "an entry damaged in its middle",
      async (at: string) => redis.observer.setrange(at, 230, "#######"),
    ],
  ])("makes %s anew", async (_, damage) => {
    const { here } = await two();
    const at = here.find.key(1);
    await here.find.set(item(1, "old"), 1);
    await damage(at);
    const creator = vi.fn(async (id: number) => item(id, "new"));
    const cached = here.find.cacheOnArguments(creator);
    expect(await cached(1)).toEqual(item(1, "new"));
    expect(await cached(1)).toEqual(item(1, "new"));
    expect(creator).toHaveBeenCalledTimes(1);
  });

  it("goes on after SCRIPT FLUSH and CLIENT KILL", async () => {
    const { here } = await two();
    const cached = here.find.cacheOnArguments(async (id) => item(id));
    await cached(1);
    await redis.observer.script("FLUSH");
    expect(await cached(2)).toEqual(item(2));
    await redis.observer.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    expect(await cached(3)).toEqual(item(3));
    await vi.waitFor(async () => {
      await cached(4);
      expect(await here.find.get(4)).toEqual(item(4));
    });
  });
});

describe.skipIf(!hasRedis)("two regions of one process", () => {
  const options = { clock: systemClock, name: "sharing", backendTimeoutMs: 60_000 };

  it("share a connection until the last is closed, however often the first one is", async () => {
    const [first, second] = [
      await openRedis(redis.server.url, options),
      await openRedis(redis.server.url, options),
    ];
    first.close();
    first.close();
    await second.invalidate(["k"]);
    second.close();
    await expect(second.invalidate(["k"])).rejects.toThrow();
  });
});

describe.skipIf(!hasRedis)("a server that is gone", () => {
  it("is no trouble to readers, and refuses what it cannot confirm", async () => {
    const gone = await startRedis();
    const region = defineRegion({ name: "gone", namespace: "fleet", backend: gone.url });
    redis.open.push(region);
    const find = defineFunction<[id: number], Item | null, Find, [id: number]>({
      region,
      name: "find",
      key: (id: number) => `fleet:gone:find:${id}`,
      args: (id: number) => [id],
      serializer: itemOrNull,
      fingerprint: "0123456789abcdef",
    });
    const cached = find.cacheOnArguments(async (id) => item(id));
    await cached(1);
    await gone.stop();
    expect(await cached(1)).toEqual(item(1));
    const refused = await cached.invalidate(1).catch((error: unknown) => error);
    expect(isCacheError(refused, "backend-failed")).toBe(true);
  });

  it("was never there: the same", async () => {
    const gone = await startRedis();
    await gone.stop();
    const region = defineRegion({ name: "never", namespace: "fleet", backend: gone.url });
    redis.open.push(region);
    expect(await region.getOrCreate("k", () => 1)).toBe(1);
    const refused = await region.delete("k").catch((error: unknown) => error);
    expect(isCacheError(refused, "backend-failed")).toBe(true);
  });
});
