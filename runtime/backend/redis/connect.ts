import type { Clock } from "../../clock.js";
import { CacheError } from "../../errors.js";
import { malformed } from "../url.js";
import type { RedisClient } from "./client.js";
import { DogpileLayout } from "./dogpile/layout.js";
import { OwnLayout } from "./own/layout.js";
import { RedisBackend } from "./redis-backend.js";
import { RegionStore, type RedisOptions } from "./region-store.js";
import { RedisServer } from "./server.js";

/** How long a connection may take to come about. */
const CONNECT_MS = 2_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;
/** How long a connection may take to end; the driver's own two seconds would keep the process alive for nothing. */
const DISCONNECT_MS = 100;

/** No command waits for a connection, and none is sent twice: what timed out must not land later, after an invalidation. */
const SENT_ONCE = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
} as const;

/** Who waits for a key with a prefix hears no messages, and numbers that are texts mean nothing here. */
const PLAIN = { keyPrefix: "", stringNumbers: false } as const;

const CONNECTION = {
  ...SENT_ONCE,
  lazyConnect: true,
  connectTimeout: CONNECT_MS,
  disconnectTimeout: DISCONNECT_MS,
  retryStrategy: (times: number): number => Math.min(FIRST_RETRY_MS * 2 ** times, LAST_RETRY_MS),
} as const;

/** The servers that regions of this process use, by clock and URL or client. */
const inUse = new WeakMap<Clock, Map<string | RedisClient, RedisServer>>();

/**
 * Entries on the server behind a `redis://` or `rediss://` URL. Regions of one process share its connections.
 *
 * @throws CacheError `backend-failed` when ioredis is not installed, `backend-url` for a URL without host or with a database that is no number,
 * `option-invalid` for what {@link redisBackend} would refuse, said behind a `?`.
 */
export async function openRedis(url: string, options: RedisOptions): Promise<RedisBackend> {
  checkAddress(url);
  const Redis = await loadDriver();
  const { clock } = options;
  return enter(url, options, () => {
    const client = new Redis(url, CONNECTION);
    checkOptions(client.options);
    return new RedisServer(client, { clock, isOurs: true });
  });
}

/**
 * Entries on the server of a client of your own, which stays open when the region is closed.
 *
 * @throws CacheError `option-invalid` for what is no client of ioredis, and for one that sends commands later or twice: an
 * invalidation must not be followed by what was given up before it. And for one that puts something before keys, or reads
 * numbers as text.
 */
export function redisBackend(
  client: RedisClient & { readonly options: object },
  options: RedisOptions,
): RedisBackend {
  checkClient(client);
  checkOptions(client.options);
  const { clock } = options;
  return enter(client, options, () => new RedisServer(client, { clock, isOurs: false }));
}

/** Says nothing of what was given instead: a URL may hold a password. */
function checkClient(client: unknown): void {
  const hasOptions = typeof client === "object" && client !== null && "options" in client;
  if (hasOptions && typeof client.options === "object" && client.options !== null) return;
  const cure =
    typeof client === "string"
      ? "a URL is a backend as it is, as in configure({ backend: url })"
      : "make one with new Redis(…)";
  throw new CacheError("option-invalid", `redisBackend takes a client of ioredis; ${cure}`);
}

/** The driver would take another server, or ask for database NaN, and the refusal of that would end the process. */
function checkAddress(url: string): void {
  const { pathname, searchParams } = new URL(url);
  if (!/^rediss?:\/\/./.test(url)) {
    throw malformed(url, "two slashes stand before the host, as in redis://127.0.0.1:6379");
  }
  const names = [pathname.replace("/", ""), searchParams.get("db") ?? ""];
  if (names.every((name) => /^\d*$/.test(name))) return;
  throw malformed(url, "a database is a number, as in redis://127.0.0.1:6379/3");
}

function checkOptions(options: object): void {
  const found = { ...PLAIN, ...options };
  for (const [name, wanted] of Object.entries({ ...SENT_ONCE, ...PLAIN })) {
    const given: unknown = Reflect.get(found, name);
    if (given === wanted) continue;
    const cure = wanted === "" ? `leave ${name} out` : `make it with ${name}: ${wanted}`;
    throw new CacheError(
      "option-invalid",
      `the Redis client has ${name}: ${String(given)}; ${cure}`,
    );
  }
}

/** Use the server that is in use already, or another. */
function enter(
  place: string | RedisClient,
  options: RedisOptions,
  make: () => RedisServer,
): RedisBackend {
  const servers = inUse.get(options.clock) ?? new Map<string | RedisClient, RedisServer>();
  inUse.set(options.clock, servers);
  const server = servers.get(place) ?? make();
  servers.set(place, server);
  return backendOn(server.enter(), options, () => {
    if (server.leave()) servers.delete(place);
  });
}

/** A region's entries in both layouts. */
function backendOn(server: RedisServer, options: RedisOptions, leave: () => void): RedisBackend {
  const store = new RegionStore(server.connection, options);
  const end = async (): Promise<void> => {
    await store.close();
    leave();
  };
  const python = new RedisBackend(store, new DogpileLayout(store));
  return new RedisBackend(store, new OwnLayout(store, server.subscriber), { python, end });
}

async function loadDriver(): Promise<typeof import("ioredis").Redis> {
  try {
    return (await import("ioredis")).Redis;
  } catch (cause) {
    const message = "redis:// and rediss:// need ioredis 5 or 6; install it: npm install ioredis";
    throw new CacheError("backend-failed", message, { cause });
  }
}
