import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { Peer } from "../../fleet/peers.js";
import { startRedis, type RedisServer } from "../../support/redis-server.js";

const PEERS = 3;
const CALLS = 5;

const hasRedis = inject("hasRedis");

let server: RedisServer;
let names = 0;
const peers: Peer[] = [];

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.end()));
});
afterAll(() => server?.stop());

async function start(count: number, backend: string): Promise<Peer[]> {
  const options = { backend, name: `conformance${names}` };
  const started = await Promise.all(Array.from({ length: count }, () => Peer.start(options)));
  peers.push(...started);
  return started;
}

/** Some processes that nobody has told anything yet. */
function startNew(count: number, backend: string): Promise<Peer[]> {
  names += 1;
  return start(count, backend);
}

/** All ask for one key, some times each: the values they got, and how many were made. */
async function askAtOnce(all: readonly Peer[]) {
  const asking = all.flatMap((peer) =>
    Array.from({ length: CALLS }, () => peer.ask("getOrCreate", "k")),
  );
  const values = new Set((await Promise.all(asking)).map(({ value }) => value));
  const counts = await Promise.all(all.map(async (peer) => (await peer.ask("get", "k")).creations));
  return { values: values.size, creations: counts.reduce((sum, count) => sum + count, 0) };
}

describe.skipIf(!hasRedis)("processes that share a server", () => {
  it("D22: make a value once between them, without an option to say so", async () => {
    const shared = await startNew(PEERS, server.url);
    expect(await askAtOnce(shared)).toEqual({ values: 1, creations: 1 });
  });

  it("D22: make it once each where there is no server", async () => {
    const alone = await startNew(PEERS, "memory");
    expect(await askAtOnce(alone)).toEqual({ values: PEERS, creations: PEERS });
  });

  it.each(["invalidate", "invalidateSoftly"] as const)(
    "D39: all see an invalidation of one of them, one that is started later too: %s",
    async (verb) => {
      const [here, there] = await startNew(2, server.url);
      const made = await here?.ask("getOrCreate", "k");
      expect(made?.value).toMatch(/^made by/);
      expect((await there?.ask("get", "k"))?.value).toBe(made?.value);
      await there?.ask(verb, "");
      const [later] = await start(1, server.url);
      for (const peer of [here, there, later]) {
        expect((await peer?.ask("get", "k"))?.value).toBe(null);
      }
    },
  );

  it("D39: an invalidation outlives the process it was made in", async () => {
    const [here, there] = await startNew(2, server.url);
    await here?.ask("getOrCreate", "k");
    await there?.ask("invalidate", "");
    expect(await Promise.all(peers.splice(0).map((peer) => peer.end()))).toEqual([0, 0]);
    const [later] = await start(1, server.url);
    expect((await later?.ask("get", "k"))?.value).toBe(null);
    expect((await later?.ask("getOrCreate", "k"))?.creations).toBe(1);
  });
});
