import { systemClock, type LeaseRequest } from "cachegen/runtime";
import { Redis } from "ioredis";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { redisBackend } from "../../../../runtime/backend/redis/connect.js";
import type { RedisBackend } from "../../../../runtime/backend/redis/redis-backend.js";
import { redisAtADistance } from "../../../support/redis-at-a-distance.js";

const hasRedis = inject("hasRedis");
const LONG_MS = 600_000;
const DEPOSIT = { createdMs: Date.now(), costMs: 0, draw: 0, bytes: 1, retainMs: LONG_MS };

const clients: Redis[] = [];

const net = redisAtADistance();
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

function ownClient(options: object = {}, port = net.proxy.port): Redis {
  const client = new Redis({
    port,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    ...options,
  });
  clients.push(client);
  return client;
}

function on(client: Redis, name = "own", backendTimeoutMs = 60_000): RedisBackend {
  return redisBackend(client, { clock: systemClock, name, backendTimeoutMs });
}

function request(key: string): LeaseRequest {
  return { key, seen: undefined, takeOver: false, leaseMs: LONG_MS };
}

describe.skipIf(!hasRedis)("a client of the application's own", () => {
  it("serves any number of regions, and is left as it was", async () => {
    const warned = vi.fn();
    process.on("warning", warned);
    const client = ownClient();
    const before = [client.listenerCount("error"), client.listenerCount("ready")];
    const regions = Array.from({ length: 14 }, (_, at) => on(client, `region${at}`));
    await Promise.all(regions.map((backend) => backend.read("k")));
    await Promise.all(regions.map((backend) => backend.close()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("warning", warned);
    expect(warned).not.toHaveBeenCalled();
    expect([client.listenerCount("error"), client.listenerCount("ready")]).toEqual(before);
    const again = on(client);
    await again.write([["again", { ...DEPOSIT, kept: "1" }]]);
    expect((await again.read("again"))?.kept).toBe("1");
    await again.close();
  });

  it("that is less patient than the region refuses nothing that may still be stored", async () => {
    const here = on(ownClient({ commandTimeout: 100 }), "own", 1_000);
    const there = on(ownClient({}, Number(new URL(net.server.url).port)));
    await vi.waitFor(() => here.write([["late", { ...DEPOSIT, kept: "1" }]]));
    net.proxy.hold("toServer");
    await expect(here.write([["late", { ...DEPOSIT, kept: "2" }]])).rejects.toThrow();
    await there.invalidate(["late"]);
    net.proxy.restore();
    await vi.waitFor(() => here.invalidate(["other"]));
    expect(await net.observer.get("late")).toBeNull();
    await Promise.all([here.close(), there.close()]);
  });

  it("makes no connection for a lease it hears of after the region was closed", async () => {
    const here = on(ownClient());
    const there = on(ownClient({}, Number(new URL(net.server.url).port)));
    const [won] = await there.acquire([request("busy")]);
    expect(won?.kind).toBe("won");
    await here.read("busy");
    net.proxy.hold("toClient");
    const asking = here.acquire([request("busy")]).then((answers) => answers[0]?.kind, String);
    const closing = here.close();
    net.proxy.restore();
    await closing;
    expect(await asking).toMatch(/closed/);
    expect(net.proxy.connections).toBe(1);
    await there.close();
  });

  it.each([
    ["of our own", (backend: RedisBackend) => backend],
    ["that Python shares", (backend: RedisBackend) => backend.python],
  ])(
    "that answers nonsense for a key leaves no lease beside it, in the layout %s",
    async (_, of) => {
      const there = on(ownClient({}, Number(new URL(net.server.url).port)), "nonsense");
      const here = on(confused(ownClient()), "nonsense");
      const asked = ["beside", "confused"].map(request);
      await expect(of(here).acquire(asked)).rejects.toThrow("makes no sense");
      const isLeased = (): Promise<unknown> =>
        Promise.all(asked.map(({ key }) => of(there).isLeased(key)));
      await vi.waitFor(async () => expect(await isLeased()).toEqual([false, false]));
      await Promise.all([here.close(), there.close()]);
    },
  );
});

/** A client whose lists of four, which are answers about two keys, end in what says nothing. */
function confused(client: Redis): Redis {
  const confuse = (reply: unknown): unknown =>
    Array.isArray(reply) && reply.length === 4 ? reply.with(3, {}) : reply;
  const { eval: run, evalsha } = client;
  client.eval = async (...args: unknown[]) => confuse(await run.apply(client, args as never));
  client.evalsha = async (...args: unknown[]) =>
    confuse(await evalsha.apply(client, args as never));
  return client;
}
