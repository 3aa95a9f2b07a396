/** What tests of a network that goes wrong begin with: a server of their own, and a proxy before it. */
import { tcpProxy, type TcpProxy } from "cachegen/testing";
import { afterEach, beforeEach, expect, inject } from "vitest";
import { observedRedis, type ObservedRedis } from "./observed-redis.js";

/** What tests use while it is there; the observer's network never goes wrong. */
export interface Distance extends Pick<ObservedRedis, "server" | "observer"> {
  /** The way to the server, another one for each test. */
  readonly proxy: TcpProxy;
}

/** As {@link observedRedis}. What a file does after each test comes before the end of its way, too. */
export function redisAtADistance(): Distance {
  const here = observedRedis();
  let proxy: TcpProxy | undefined;
  beforeEach(async () => {
    if (!inject("hasRedis")) return;
    proxy = await tcpProxy({ port: Number(new URL(here.server.url).port) });
  });
  afterEach(() => proxy?.close());
  return {
    get server() {
      return here.server;
    },
    get observer() {
      return here.observer;
    },
    get proxy() {
      return proxy ?? expect.fail("there is no way to the server");
    },
  };
}
