import { setTimeout as sleep } from "node:timers/promises";
import {
  closeAll,
  defineRegion,
  systemClock,
  type Region,
  type RegionSpec,
} from "cachegen/runtime";
import { gate, tcpProxy } from "cachegen/testing";
import { Redis } from "ioredis";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { RedisServer } from "../../../../runtime/backend/redis/server.js";
import { Subscriber } from "../../../../runtime/backend/redis/subscriber.js";
import { observedRedis } from "../../../support/observed-redis.js";

const hasRedis = inject("hasRedis");
const redis = observedRedis();

/** Longer than any test: who is woken by this was not woken by a message. */
const FOREVER_MS = 600_000;

let regions = 0;

afterEach(() => closeAll());

/** Regions of one name, each with connections of its own. */
function members(count: number, spec: Partial<RegionSpec> = {}): Region[] {
  const name = `waking${(regions += 1)}`;
  return Array.from({ length: count }, () => {
    const region = defineRegion({
      name,
      backend: redis.server.url,
      expirationMs: FOREVER_MS,
      leaseMs: FOREVER_MS,
      waitMs: FOREVER_MS,
      // On a machine that does much else.
      backendTimeoutMs: 60_000,
      ...spec,
    });
    return region.configure({ clock: { ...systemClock } });
  });
}

function pair(spec: Partial<RegionSpec> = {}): readonly [Region, Region] {
  const [here, there] = members(2, spec);
  if (here === undefined || there === undefined) throw new Error("two are made");
  return [here, there];
}

/** How often the server was called, by command. */
async function calls(work: () => Promise<unknown>): Promise<Record<string, number>> {
  await redis.observer.config("RESETSTAT");
  await work();
  const stats = await redis.observer.info("commandstats");
  const counted = [...stats.matchAll(/cmdstat_(\w+):calls=(\d+)/g)];
  return Object.fromEntries(counted.map(([, name = "", count]) => [name, Number(count)]));
}

const notMade = (): never => {
  throw new Error("it was to be made once");
};

/** Wait until so many listen to the messages of a key, and have heard that they do. */
async function listening(key: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    expect(await redis.observer.pubsub("NUMSUB", `@wake:${key}`)).toEqual([`@wake:${key}`, count]);
  });
  await new Promise((resolve) => setImmediate(resolve));
}

/** The same of one region, whose waiter has looked once more after that. */
async function waitsFor(key: string, region: Region): Promise<void> {
  await listening(key, 1);
  await region.get("behind the look");
}

describe.skipIf(!hasRedis)("who waits for another process", () => {
  it("gets the value with the message, and reads nothing more", async () => {
    const [here, there] = pair();
    const value = gate<string>();
    const making = here.getOrCreate("told", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("told")).toBe(true));
    const waiting = Promise.all(
      Array.from({ length: 50 }, () => there.getOrCreate<string>("told", notMade)),
    );
    await waitsFor("told", there);
    const cost = await calls(async () => {
      value.open("the value");
      await making;
      expect(new Set(await waiting)).toEqual(new Set(["the value"]));
    });
    expect([cost["mget"], cost["evalsha"]]).toEqual([undefined, 1]);
  });

  it("reads what is too long for a message", async () => {
    const [here, there] = pair();
    const value = gate<string>();
    const making = here.getOrCreate("long", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("long")).toBe(true));
    const waiting = there.getOrCreate<string>("long", notMade);
    await waitsFor("long", there);
    const long = "x".repeat(20_000);
    const cost = await calls(async () => {
      value.open(long);
      expect(await Promise.all([making, waiting])).toEqual([long, long]);
    });
    expect(cost["mget"]).toBe(1);
  });

  it("is woken whatever it waits for beside it", async () => {
    const [here, there] = pair();
    const value = gate<string>();
    const keys = ["one", "two", "three"];
    const making = keys.map((key) => here.getOrCreate(key, () => value.opened));
    for (const key of keys) {
      await vi.waitFor(async () => expect(await there.keyIsLocked(key)).toBe(true));
    }
    const waiting = keys.map((key) => there.getOrCreate<string>(key, notMade));
    for (const key of keys) await listening(key, 1);
    value.open("made");
    expect(await Promise.all([...making, ...waiting])).toEqual(Array(6).fill("made"));
  });

  it("is forgotten by the server though it left when the connection was lost", async () => {
    const proxy = await tcpProxy({ port: Number(new URL(redis.server.url).port) });
    const client = new Redis(proxy.port, { lazyConnect: true, enableOfflineQueue: false });
    const { subscriber } = new RedisServer(client, { clock: systemClock, isOurs: true });
    const lost = vi.fn(() => gone.stop());
    const gone = subscriber.listen(["gone"], lost);
    await gone.begun;
    proxy.cut();
    await vi.waitFor(() => expect(lost).toHaveBeenCalled());
    await vi.waitFor(() => subscriber.listen(["stays"], () => undefined).begun);
    await vi.waitFor(async () => {
      expect(await redis.observer.pubsub("CHANNELS")).toEqual(["stays"]);
    });
    subscriber.close();
    await proxy.close();
  });

  it("is forgotten by the server though it left before it was connected", async () => {
    const proxy = await tcpProxy({ port: Number(new URL(redis.server.url).port) });
    const client = new Redis(proxy.port, { lazyConnect: true, enableOfflineQueue: false });
    const subscriber = new Subscriber(() => client, systemClock);
    proxy.hold("toClient");
    const gone = subscriber.listen(["gone"], () => undefined);
    const stays = subscriber.listen(["stays"], () => undefined);
    gone.stop();
    proxy.restore();
    await Promise.all([gone.begun, stays.begun]);
    await vi.waitFor(async () => {
      expect(await redis.observer.pubsub("CHANNELS")).toEqual(["stays"]);
    });
    subscriber.close();
    await proxy.close();
  });

  it("looks again when a stranger has deleted the key, as soon as the holder notices", async () => {
    const [here, there] = pair();
    const backend = await here.actualBackend();
    const request = { key: "deleted", seen: undefined, takeOver: false, leaseMs: FOREVER_MS };
    const [won] = await backend.acquire([request]);
    if (won?.kind !== "won") throw new Error("nobody else asks for it");
    const waiting = there.getOrCreate("deleted", () => "made anew");
    await waitsFor("deleted", there);
    expect(await redis.observer.del("deleted")).toBe(1);
    expect(await backend.fill([[won.lease, null]])).toEqual([false]);
    expect(await waiting).toBe("made anew");
  });

  it.each([
    ["a lease of this very holder has told", (token: string) => token, "an older one"],
    ["some other lease has told", () => "0123456789abcdef", "the value"],
  ])("takes what %s", async (_, tokenOf, expected) => {
    const [here, there] = pair();
    const value = gate<string>();
    const making = here.getOrCreate("older", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("older")).toBe(true));
    const entry = (await redis.observer.get("older")) ?? "";
    const token = /"lease": "(.{16})/.exec(entry)?.[1] ?? "";
    const [ages] = (await redis.observer.keys("@age:*")).filter((key) =>
      key.endsWith(`${regions}`),
    );
    const [hard, soft] = ((await redis.observer.get(ages ?? "")) ?? "").split(":");
    const waiting = there.getOrCreate<string>("older", notMade);
    await listening("older", 1);
    const now = (Date.now() / 1000).toFixed(3);
    const lease = `"lease": "${".".repeat(32)}", "until": 0.000000000000, "retry": 0.000000000000`;
    const ids = `"fill": "0123456789abcdef", "hard": "${hard}", "soft": "${soft}"`;
    const head = `{"ct": ${now}, "v": 2, ${lease}, ${ids}}`;
    await redis.observer.publish("@wake:older", `${tokenOf(token)}${head}|"an older one"`);
    await sleep(50);
    value.open("the value");
    await making;
    expect(await waiting).toBe(expected);
  });

  it("is served though the connection it listens on is cut, again and again", async () => {
    const [here, there] = pair();
    const value = gate<string>();
    const making = here.getOrCreate("cut", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("cut")).toBe(true));
    const waiting = there.getOrCreate<string>("cut", notMade);
    for (let cut = 0; cut < 3; cut += 1) {
      await listening("cut", 1);
      expect(await redis.observer.call("CLIENT", "KILL", "TYPE", "pubsub")).toBe(1);
      await vi.waitFor(async () => expect(await there.keyIsLocked("cut")).toBe(true));
    }
    await listening("cut", 1);
    value.open("made");
    expect(await Promise.all([making, waiting])).toEqual(["made", "made"]);
  });

  it("is served by its own timer when no message can come", async () => {
    const [here, there] = pair();
    const backend = await here.actualBackend();
    // Long enough to be waited for, on a machine that does much else.
    await backend.acquire([{ key: "dead", seen: undefined, takeOver: false, leaseMs: 3_000 }]);
    const waiting = there.getOrCreate("dead", () => "taken over");
    await listening("dead", 1);
    await redis.observer.call("CLIENT", "KILL", "TYPE", "pubsub");
    expect(await waiting).toBe("taken over");
  });

  it("listens to nothing while it has a stale value to serve", async () => {
    const [here, there] = pair({ expirationMs: 60_000, graceMs: 60_000 });
    await here.set("stale", "old");
    await here.invalidate({ soft: true });
    const value = gate<string>();
    const making = here.getOrCreate("stale", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("stale")).toBe(true));
    const cost = await calls(async () => {
      for (let call = 0; call < 3; call += 1) {
        expect(await there.getOrCreate("stale", notMade)).toBe("old");
      }
      await sleep(50);
    });
    expect([cost["mget"], cost["evalsha"], cost["subscribe"]]).toEqual([3, 3, undefined]);
    value.open("new");
    expect(await making).toBe("new");
  });

  it("looks for itself where the server lets it hear no message", async () => {
    await redis.observer.acl("SETUSER", "deaf", "on", ">deaf", "~*", "&*", "+@all", "-subscribe");
    const url = redis.server.url.replace("//", "//deaf:deaf@");
    const [here, there] = pair({ backend: url });
    const value = gate<string>();
    const making = here.getOrCreate("unheard", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("unheard")).toBe(true));
    const waiting = there.getOrCreate<string>("unheard", notMade);
    await sleep(50);
    value.open("made");
    expect(await Promise.all([making, waiting])).toEqual(["made", "made"]);
  });

  it("creates, and does not store, when it has waited as long as it may", async () => {
    const [here, there] = pair({ waitMs: 200 });
    const value = gate<string>();
    const making = here.getOrCreate("slow", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("slow")).toBe(true));
    const unstored = vi.fn();
    there.on("unstored", unstored);
    expect(await there.getOrCreate("slow", () => "not stored")).toBe("not stored");
    expect(unstored).toHaveBeenCalledWith(expect.objectContaining({ reason: "no lease" }));
    value.open("stored");
    await making;
    expect(await there.get("slow")).toBe("stored");
  });
});

describe.skipIf(!hasRedis)("a hundred who wait for a holder that has died", () => {
  it("are all served, and one of them makes the value", async () => {
    const [dying, ...others] = members(6);
    const backend = await dying?.actualBackend();
    await backend?.acquire([{ key: "dead", seen: undefined, takeOver: false, leaseMs: 500 }]);
    const creator = vi.fn(async () => {
      await sleep(20);
      return "taken over";
    });
    const values = await Promise.all(
      Array.from({ length: 100 }, (_, at) => others[at % 5]?.getOrCreate("dead", creator)),
    );
    expect(values).toEqual(Array(100).fill("taken over"));
    expect(creator).toHaveBeenCalledTimes(1);
  });
});

describe.skipIf(!hasRedis)("a member that is closed while it makes a value", () => {
  it("gives its lease back, so that whoever waits need not wait for its end", async () => {
    const [here, there] = pair();
    const making = here.getOrCreate("closing", () => gate().opened).catch(() => "closed");
    await vi.waitFor(async () => expect(await there.keyIsLocked("closing")).toBe(true));
    const waiting = there.getOrCreate("closing", () => "made there");
    await listening("closing", 1);
    await here.close();
    expect(await Promise.all([making, waiting])).toEqual(["closed", "made there"]);
  });
});
