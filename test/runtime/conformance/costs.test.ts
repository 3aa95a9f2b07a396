/** What a server is asked for what a region does: every command, by its own MONITOR. */
import {
  defineRegion,
  NO_VALUE,
  systemClock,
  type Region,
  type RegionOptions,
} from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { Listener } from "../../support/heard.js";
import { PATIENT } from "../../support/patient.js";
import { observedRedis } from "../../support/observed-redis.js";
import { GRACIOUS, makingEach } from "./creators.js";

const HUNDRED = Array.from({ length: 100 }, (_, at) => `key ${at}`);
/** Read, lease, store. */
const A_MISS = ["mget", "evalsha", "evalsha"];

const hasRedis = inject("hasRedis");
const redis = observedRedis();

let listener: Listener;
let names = 0;

beforeAll(async () => {
  if (hasRedis) listener = await Listener.on(redis.server.url);
});
afterAll(() => listener?.close());

/** A region that has spoken with its server before, which knows the scripts. */
async function warm(options: RegionOptions = {}): Promise<Region> {
  const region = defineRegion({
    name: `costs${(names += 1)}`,
    backend: redis.server.url,
    ...GRACIOUS,
    ...PATIENT,
  });
  redis.open.push(region.configure({ ...options, clock: { ...systemClock } }));
  await region.set("warm", "stored");
  await region.getOrCreate("warmer", () => "made");
  await region.delete("warmer");
  await region
    .getOrCreate("warmer", () => Promise.reject(new Error("cold")))
    .catch(() => undefined);
  return region;
}

describe.skipIf(!hasRedis)("a hit", () => {
  it("costs one command that no script is in", async () => {
    const region = await warm();
    const { fromClients, fromScripts } = await listener.during(() =>
      region.getOrCreate("warm", () => "made"),
    );
    expect([fromClients, fromScripts]).toEqual([["mget"], []]);
  });

  it("costs one command together with all that is read in the same turn", async () => {
    const [region, other] = [await warm(), await warm()];
    await region.setMulti(new Map(HUNDRED.map((key) => [key, "stored"])));
    const read = (): Promise<unknown> =>
      Promise.all([
        ...HUNDRED.map((key) => region.getOrCreate(key, () => "made")),
        ...HUNDRED.map((key) => region.get(key)),
        region.getMulti(HUNDRED),
      ]);
    expect((await listener.during(read)).fromClients).toEqual(["mget"]);
    const inBoth = () => Promise.all([read(), other.get("warm")]);
    expect((await listener.during(inBoth)).fromClients).toEqual(["mget", "mget"]);
  });

  it("costs a command of its own when it is read in a later turn", async () => {
    const region = await warm();
    const inTwoTurns = async (): Promise<void> => {
      await region.get("warm");
      await region.get("warm");
    };
    expect((await listener.during(inTwoTurns)).fromClients).toEqual(["mget", "mget"]);
  });
});

describe.skipIf(!hasRedis)("a miss", () => {
  it("costs three round trips", async () => {
    const region = await warm();
    const { fromClients } = await listener.during(() => region.getOrCreate("k", () => "made"));
    expect(fromClients).toEqual(A_MISS);
  });

  it("D57: of a hundred keys costs three round trips, and one call of the creator", async () => {
    const region = await warm();
    const creator = makingEach();
    const { fromClients } = await listener.during(() => region.getOrCreateMulti(HUNDRED, creator));
    expect(fromClients).toEqual(A_MISS);
    expect(creator.mock.calls).toEqual([[HUNDRED]]);
  });

  it("F2: takes the leases of all its keys in one round trip, and gives them back in one", async () => {
    const region = await warm();
    const failing = () =>
      region
        .getOrCreateMulti(HUNDRED, () => Promise.reject(new Error("down")))
        .catch(() => undefined);
    expect((await listener.during(failing)).fromClients).toEqual(A_MISS);
    for (const key of ["key 0", "key 99"]) expect(await region.keyIsLocked(key)).toBe(false);
  });

  it("costs one command more when the server has lost the scripts, once for each of them", async () => {
    const region = await warm();
    await redis.observer.script("FLUSH");
    const first = await listener.during(() => region.getOrCreate("k", () => "made"));
    expect(first.fromClients).toEqual(["mget", "evalsha", "eval", "evalsha", "eval"]);
    const second = await listener.during(() => region.getOrCreate("l", () => "made"));
    expect(second.fromClients).toEqual(A_MISS);
  });
});

describe.skipIf(!hasRedis)("a stale value", () => {
  it("costs what a miss does for the one who makes the new one, a lease asked for the others", async () => {
    const region = await warm();
    await region.set("k", "old");
    await region.invalidate({ soft: true });
    const making = gate<string>();
    const creator = vi.fn(() => making.opened);
    const first = region.getOrCreate("k", creator);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    const other = defineRegion({
      name: region.name,
      backend: redis.server.url,
      ...GRACIOUS,
      ...PATIENT,
    });
    redis.open.push(other.configure({ clock: { ...systemClock } }));
    expect(await other.get("warm")).toBe(NO_VALUE);
    const second = await listener.during(() => other.getOrCreate("k", creator));
    expect(second.fromClients).toEqual(["mget", "evalsha"]);
    making.open("new");
    expect(await first).toBe("new");
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe.skipIf(!hasRedis)("a change", () => {
  it.each([
    ["invalidation of one key", (region: Region) => region.delete("warm")],
    ["invalidation of a hundred keys", (region: Region) => region.deleteMulti(HUNDRED)],
    ["invalidation of a region", (region: Region) => region.invalidate()],
    ["soft invalidation of a region", (region: Region) => region.invalidate({ soft: true })],
    ["set", (region: Region) => region.set("k", "set")],
    [
      "set of a hundred keys",
      (region: Region) => region.setMulti(new Map(HUNDRED.map((key) => [key, "set"]))),
    ],
  ])("costs one command: %s", async (_, change) => {
    const region = await warm();
    await change(region);
    const { fromClients } = await listener.during(() => change(region));
    expect(fromClients).toHaveLength(1);
    // What stores without a lease goes in full: sent once more, it could come after an invalidation.
    expect(["evalsha", "eval"]).toContain(fromClients[0]);
  });
});
