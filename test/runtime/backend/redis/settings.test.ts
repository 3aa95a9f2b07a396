/** Servers that are set up otherwise than by default, as docs/redis.md says they may be. */
import { readFileSync } from "node:fs";
import {
  defineRegion,
  isCacheError,
  NO_VALUE,
  systemClock,
  type Clock,
  type Region,
} from "cachegen/runtime";
import { redisBackend } from "cachegen/redis";
import { gate } from "cachegen/testing";
import { Redis, type RedisOptions as DriverOptions } from "ioredis";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { startRedis, type RedisServer } from "../../../support/redis-server.js";

const hasRedis = inject("hasRedis");
const MEMORY_BYTES = 4_000_000;
const LEASE_MS = 3_000;
/** A lease is renewed at a third; here that comes soon. */
const RENEWAL_MS = 50;

const servers: RedisServer[] = [];
const clients: Redis[] = [];
const open: Region[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((region) => region.close()));
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function start(...settings: string[]): Promise<RedisServer> {
  const server = await startRedis(...settings);
  servers.push(server);
  return server;
}

function clientOf(server: RedisServer, options: RedisOptions = {}): Redis {
  const client = new Redis({ port: Number(new URL(server.url).port), ...options });
  client.on("error", () => undefined);
  clients.push(client);
  return client;
}

/** Of a client whose replies have the shapes they always had. */
type RedisOptions = DriverOptions & { replyMapping?: "legacy" };

const PATIENCE = { backendTimeoutMs: 60_000, leaseMs: LEASE_MS, waitMs: 600_000 };

let renewals = 0;

/** A clock of its own for each region, on which leases are renewed soon. */
function hastyClock(): Clock {
  return {
    ...systemClock,
    after(delayMs, callback) {
      if (delayMs !== LEASE_MS / 3) return systemClock.after(delayMs, callback);
      return systemClock.after(RENEWAL_MS, () => {
        renewals += 1;
        callback();
      });
    },
  };
}

/** A region, and the errors it reports. */
interface Watched {
  readonly region: Region;
  readonly errors: string[];
}

/** A region of its own connections: what regions share, they share by clock. */
function regionAt(backend: string, name = "items"): Watched {
  return watched(
    defineRegion({
      name,
      namespace: "settings",
      backend,
      expirationMs: 60_000,
      graceMs: 60_000,
      ...PATIENCE,
    }),
  );
}

function watched(region: Region): Watched {
  const errors: string[] = [];
  region.configure({ clock: hastyClock() });
  region.on("error", ({ error }) => errors.push(causes(error)));
  open.push(region);
  return { region, errors };
}

function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, ...(error.cause === undefined ? [] : [causes(error.cause)])].join(": ");
}

async function refusalOf(change: Promise<unknown>): Promise<string> {
  const error: unknown = await change.then(
    () => "confirmed",
    (reason: unknown) => reason,
  );
  return isCacheError(error, "backend-failed") ? causes(error) : String(error);
}

/** Everything a region does with its server, once each. */
async function useAll(here: Region, there: Region): Promise<void> {
  await here.set("k", "set");
  expect(await there.get("k")).toBe("set");
  await here.invalidate({ soft: true });
  expect(await there.getOrCreate("k", () => "made anew")).toBe("made anew");
  expect(await here.getOrCreate("k", () => "not made")).toBe("made anew");
  await makeWhileOtherWaits(here, there);
  const failing = () => Promise.reject(new Error("down"));
  await here.getOrCreate("failing", failing).catch(() => undefined);
  expect(await there.keyIsLocked("failing")).toBe(false);
  await here.delete("k");
  expect(await there.get("k")).toBe(NO_VALUE);
  await here.invalidate();
}

/** One waits while the other makes a value, until it has renewed its lease. */
async function makeWhileOtherWaits(here: Region, there: Region): Promise<void> {
  const making = gate<string>();
  const creator = vi.fn(() => making.opened);
  const first = here.getOrCreate("slow", creator);
  await vi.waitFor(() => expect(creator).toHaveBeenCalled());
  const second = there.getOrCreate("slow", () => "not made");
  const before = renewals;
  await vi.waitFor(() => expect(renewals).toBeGreaterThan(before));
  // It is asked for in the same turn at the latest, and answered before this.
  await new Promise((resolve) => setImmediate(resolve));
  await here.get("k");
  making.open("made");
  expect(await Promise.all([first, second])).toEqual(["made", "made"]);
}

/** The commands that docs/redis.md says a user of the cache must be allowed. */
function documentedCommands(): string[] {
  const page = readFileSync(new URL("../../../../docs/redis.md", import.meta.url), "utf8");
  const [row = ""] = /^\| access .*$/m.exec(page) ?? [];
  return [...row.matchAll(/`([A-Z ]+)`/g)].flatMap(([, names = ""]) => names.split(" "));
}

/** Use the cache as somebody who may do nothing but some commands: the first that the server refused. */
async function refusedTo(server: RedisServer, commands: readonly string[]): Promise<string> {
  const admin = clientOf(server);
  const allowed = commands.map((name) => `+${name.toLowerCase()}`);
  await admin.flushall();
  await admin.script("FLUSH");
  await admin.call("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "-@all", ...allowed);
  await admin.call("ACL", "LOG", "RESET");
  const url = server.url.replace("redis://", "redis://cache:secret@");
  const [here, there] = [regionAt(url), regionAt(url)];
  const failure = await useAll(here.region, there.region).then(
    () => "",
    (error: unknown) => causes(error),
  );
  const log = (await admin.call("ACL", "LOG")) as unknown[][];
  const refused = log.map((entry) => String(entry[entry.indexOf("object") + 1]).toUpperCase());
  return refused.at(-1) ?? failure;
}

describe.skipIf(!hasRedis)("a user who may do what docs/redis.md says, and nothing else", () => {
  // What no use of a server that works shows: it is asked when messages may have been lost.
  const commands = documentedCommands().filter((name) => name !== "PING");

  it("can do all that a region does", async () => {
    expect(commands).toContain("EVALSHA");
    expect(await refusedTo(await start(), commands)).toBe("");
  });

  it.each(commands)("needs %s", async (name) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const others = commands.filter((command) => command !== name);
    expect((await refusedTo(await start(), others)).split("|")[0]).toBe(name);
    vi.restoreAllMocks();
  });
});

describe.skipIf(!hasRedis)("an address", () => {
  it("has the password of the server", async () => {
    const server = await start("--requirepass", "se%cret");
    const right = regionAt(server.url.replace("redis://", "redis://:se%25cret@")).region;
    await right.set("k", "set");
    expect(await right.getOrCreate("k", () => "made")).toBe("set");
  });

  it.each([
    ["with a wrong password", "redis://:wrong@", /WRONGPASS/],
    ["without one", "redis://", /NOAUTH/],
  ])("%s is no trouble to readers, and says why it changes nothing", async (_, start_, why) => {
    const server = await start("--requirepass", "secret");
    const { region } = regionAt(server.url.replace("redis://", start_));
    expect(await region.getOrCreate("k", () => "made")).toBe("made");
    const refusal = await refusalOf(region.set("k", "set"));
    expect(refusal).toMatch(why);
    expect(refusal).not.toContain("wrong@");
  });

  it("names a database, whose entries are its own", async () => {
    const server = await start();
    const [one, other] = [regionAt(`${server.url}/0`).region, regionAt(`${server.url}/3`).region];
    await one.set("k", "of 0");
    expect(await other.get("k")).toBe(NO_VALUE);
    await other.set("k", "of 3");
    await other.invalidate();
    expect(await one.get("k")).toBe("of 0");
    expect(await clientOf(server, { db: 3 }).exists("k", "@age:settings%003aitems")).toBe(1);
  });

  it("names a database, whose waiters get no value of another, though messages reach all", async () => {
    const server = await start();
    const [one, other] = [regionAt(`${server.url}/0`).region, regionAt(`${server.url}/3`).region];
    const waiting = regionAt(`${server.url}/0`).region;
    const making = gate<string>();
    const creator = vi.fn(() => making.opened);
    const first = one.getOrCreate("k", creator);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    const second = waiting.getOrCreate("k", () => "not made");
    await vi.waitFor(async () => {
      expect((await clientOf(server).pubsub("CHANNELS", "*k")).length).toBeGreaterThan(0);
    });
    expect(await other.getOrCreate("k", () => "of 3")).toBe("of 3");
    making.open("of 0");
    expect(await Promise.all([first, second])).toEqual(["of 0", "of 0"]);
  });
});

describe("an address of a database that can be none", () => {
  it.each(["shop", "3x", "0x3", "-1", "1.5", "?db=shop"])(
    "is refused where it has no number: %s",
    async (database) => {
      const { region } = regionAt(`redis://127.0.0.1:1/${database}`);
      const refused = await Promise.resolve(region.get("k")).catch((error: unknown) => error);
      expect(isCacheError(refused, "backend-url")).toBe(true);
      expect(String(refused)).toContain("a database is a number");
    },
  );
});

describe("an address without two slashes", () => {
  it.each(["redis:/localhost", "rediss:localhost:6379", "redis:/6379"])(
    "is refused, and no other server is taken: %s",
    async (address) => {
      const { region } = regionAt(address);
      const refused = await Promise.resolve(region.get("k")).catch((error: unknown) => error);
      expect(isCacheError(refused, "backend-url")).toBe(true);
      expect(String(refused)).toContain("as in redis://127.0.0.1:6379");
    },
  );
});

describe.skipIf(!hasRedis)("an address of a database that the server refuses", () => {
  it("is no trouble to readers, and finds nothing of another database", async () => {
    const server = await start("--databases", "4");
    const zero = regionAt(server.url).region;
    await zero.set("k", "of 0");
    const { region, errors } = regionAt(`${server.url}/4`);
    expect(await region.getOrCreate("k", () => "made")).toBe("made");
    expect(errors.join()).toMatch(/ERR DB index is out of range/);
    expect(await refusalOf(region.set("k", "set"))).toMatch(/ERR DB index is out of range/);
    await region.invalidate().catch(() => undefined);
    expect(await zero.get("k")).toBe("of 0");
  });

  it("is asked for again, until the server lets it in", async () => {
    const server = await start();
    const admin = clientOf(server);
    await admin.acl("SETUSER", "default", "-select");
    const { region } = regionAt(`${server.url}/3`);
    expect(await refusalOf(region.set("k", "set"))).toMatch(/NOPERM/);
    await admin.acl("SETUSER", "default", "+select");
    await vi.waitFor(() => region.set("k", "set"));
    expect(await clientOf(server, { db: 3 }).exists("k")).toBe(1);
  });
});

describe("an address with options behind it", () => {
  it.each(["keyPrefix=shop:", "enableOfflineQueue=true", "stringNumbers=true"])(
    "is refused as a client with them is: %s",
    async (option) => {
      const { region } = regionAt(`redis://127.0.0.1:1?${option}`);
      const refused = await Promise.resolve(region.get("k")).catch((error: unknown) => error);
      expect(isCacheError(refused, "option-invalid")).toBe(true);
    },
  );
});

describe.skipIf(!hasRedis)("a server that is full", () => {
  /** About five times what fits. */
  const KEYS = Array.from({ length: 400 }, (_, at) => `key ${at}`);
  const valueOf = (key: string): string => `${key} `.repeat(6_000);

  it.each(["allkeys-lru", "allkeys-lfu"])(
    "forgets with %s what is not in use, and that is all",
    async (policy) => {
      const server = await start("--maxmemory", `${MEMORY_BYTES}`, "--maxmemory-policy", policy);
      const { region, errors } = regionAt(server.url);
      for (const key of KEYS) {
        expect(await region.getOrCreate(key, () => valueOf(key))).toBe(valueOf(key));
      }
      const stats = await clientOf(server).info("stats");
      expect(Number(/evicted_keys:(\d+)/.exec(stats)?.[1])).toBeGreaterThan(0);
      for (const key of KEYS) expect([valueOf(key), NO_VALUE]).toContain(await region.get(key));
      expect(errors).toEqual([]);
    },
  );

  it("serves with noeviction what is made, says that it stores nothing, and still invalidates", async () => {
    const server = await start("--maxmemory-policy", "noeviction");
    const { region, errors } = regionAt(server.url);
    await region.set("k", "set");
    await clientOf(server).config("SET", "maxmemory", "1");
    expect(await region.getOrCreate("l", () => "made")).toBe("made");
    expect(errors.join()).toContain("OOM");
    expect(await refusalOf(region.set("k", "set anew"))).toContain("OOM");
    expect(await region.get("k")).toBe("set");
    await region.delete("k");
    expect(await region.get("k")).toBe(NO_VALUE);
  });
});

describe.skipIf(!hasRedis)("a server whose commands have other names", () => {
  it.each(["MGET", "EVALSHA"])(
    "without %s is no cache, and no trouble to readers",
    async (name) => {
      const server = await start("--rename-command", name, "other");
      const { region, errors } = regionAt(server.url);
      expect(await region.getOrCreate("k", () => "made")).toBe("made");
      expect(errors.join()).toMatch(/unknown command/);
    },
  );
});

describe.skipIf(!hasRedis)("a client of somebody's own", () => {
  const options: RedisOptions = {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  };

  function regionOf(server: RedisServer, more: RedisOptions): Region {
    const clock = hastyClock();
    const { backendTimeoutMs } = PATIENCE;
    const backend = redisBackend(clientOf(server, { ...options, ...more }), {
      clock,
      backendTimeoutMs,
      name: "settings:own",
    });
    const region = defineRegion({ name: "own", namespace: "settings", ...PATIENCE });
    open.push(region.configure({ clock, backend, expirationMs: 60_000, graceMs: 60_000 }));
    return region;
  }

  it.each([
    ["RESP2", { protocol: 2 }],
    ["another database", { db: 5 }],
    ["automatic pipelining", { enableAutoPipelining: true }],
  ] satisfies [string, RedisOptions][])("may use %s", async (_, more) => {
    const server = await start();
    await useAll(regionOf(server, more), regionOf(server, more));
  });

  it("does nothing in the wrong database where it may not have its own", async () => {
    const server = await start("--databases", "4");
    const region = regionOf(server, { db: 4 });
    expect(await refusalOf(region.set("k", "set"))).toMatch(/ERR DB index is out of range/);
    expect(await clientOf(server).exists("k")).toBe(0);
  });

  it.each([
    ["keyPrefix", { keyPrefix: "shop:" }],
    ["stringNumbers", { stringNumbers: true }],
  ] satisfies [string, RedisOptions][])("is refused with %s", async (name, more) => {
    const server = await start();
    expect(() => regionOf(server, more)).toThrow(`the Redis client has ${name}: `);
  });
});
