/** What tests on a server begin with: a server of their own, and somebody who looks into it beside the cache. */
import type { Region } from "cachegen/runtime";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { startRedis, type RedisServer } from "./redis-server.js";

/** What tests use while it is there. */
export interface ObservedRedis {
  readonly server: RedisServer;
  readonly observer: Redis;
  /** What is to be closed after the test, before the server is emptied. */
  readonly open: Pick<Region, "close">[];
}

/** A server for all tests of a file, if there is one on this machine. What a file does after each test comes first. */
export function observedRedis(...settings: readonly string[]): ObservedRedis {
  const found: { server?: RedisServer; observer?: Redis } = {};
  const open: ObservedRedis["open"] = [];
  beforeAll(async () => {
    if (!inject("hasRedis")) return;
    found.server = await startRedis(...settings);
    found.observer = new Redis(found.server.url);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await found.observer?.flushall();
  });
  afterAll(async () => {
    found.observer?.disconnect();
    await found.server?.stop();
  });
  return {
    open,
    get server() {
      return found.server ?? expect.fail("there is no server");
    },
    get observer() {
      return found.observer ?? expect.fail("there is no observer");
    },
  };
}
