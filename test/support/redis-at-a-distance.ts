/** What tests of a network that goes wrong begin with: a server of their own, and a proxy before it. */
import { tcpProxy, type TcpProxy } from "cachegen/testing";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import { startRedis, type RedisServer } from "./redis-server.js";

/** What tests use while it is there. */
export interface Distance {
  readonly server: RedisServer;
  /** Somebody whose network never goes wrong. */
  readonly observer: Redis;
  /** The way to the server, another one for each test. */
  readonly proxy: TcpProxy;
}

/** A server for all tests of a file, if there is one on this machine. What a file does after each test comes before the end of its way. */
export function redisAtADistance(): Distance {
  const found: { -readonly [Part in keyof Distance]?: Distance[Part] } = {};
  const here = <Part extends keyof Distance>(part: Part): Distance[Part] =>
    found[part] ?? expect.fail(`there is no ${part}`);
  beforeAll(async () => {
    if (!inject("hasRedis")) return;
    found.server = await startRedis();
    found.observer = new Redis(found.server.url);
  });
  beforeEach(async () => {
    if (!inject("hasRedis")) return;
    found.proxy = await tcpProxy({ port: Number(new URL(here("server").url).port) });
  });
  afterEach(() => found.proxy?.close());
  afterAll(async () => {
    found.observer?.disconnect();
    await found.server?.stop();
  });
  return {
    get server() {
      return here("server");
    },
    get observer() {
      return here("observer");
    },
    get proxy() {
      return here("proxy");
    },
  };
}
