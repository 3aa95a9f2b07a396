import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { defineRegion, isCacheError, type Region } from "cachegen/runtime";
import { ManualClock, settled } from "cachegen/testing";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { startRedis, type RedisServer } from "../../../support/redis-server.js";

const hasRedis = inject("hasRedis");
const COMMAND_MS = 250;
const PAUSE_MS = 1_000;

let server: RedisServer;
let regions = 0;
const open: Region[] = [];

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterEach(async () => {
  server?.hang(false);
  await Promise.all(open.splice(0).map((region) => region.close()));
});
afterAll(() => server?.stop());

function regionAt(backend: string): { readonly region: Region; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const region = defineRegion({ name: `trouble${(regions += 1)}`, namespace: "fleet", backend });
  open.push(region.configure({ clock }));
  return { region, clock };
}

/** Let the store run out of time, as often as it is asked. */
async function through<T>(clock: ManualClock, call: Promise<T>): Promise<T> {
  let isDone = false;
  const done = call.finally(() => (isDone = true));
  done.catch(() => undefined);
  for (let step = 0; !isDone && step < 50; step += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
    if (!isDone) clock.advanceMs(COMMAND_MS);
  }
  return done;
}

describe.skipIf(!hasRedis)("a server that hangs", () => {
  it("is no trouble to readers, and refuses what it cannot confirm", async () => {
    const { region, clock } = regionAt(server.url);
    // The server's time goes on, and that of the region does not.
    await vi.waitFor(() => region.set("k", "stored"));
    server.hang(true);
    expect(
      await through(
        clock,
        region.getOrCreate("k", () => "made"),
      ),
    ).toBe("made");
    const refused = await through(clock, region.delete("k")).catch((error: unknown) => error);
    expect(isCacheError(refused, "backend-failed")).toBe(true);
  });

  it("is left alone after five failures in a row, and asked again after a while", async () => {
    const { region, clock } = regionAt(server.url);
    // The server's time goes on, and that of the region does not.
    await vi.waitFor(() => region.set("k", "stored"));
    server.hang(true);
    for (let failure = 0; failure < 5; failure += 1) {
      await through(clock, region.delete("k")).catch(() => undefined);
    }
    // No time passes for this one: nothing was asked.
    const refused: unknown = await region.delete("k").catch((error: unknown) => error);
    expect(String(refused instanceof Error && refused.cause)).toMatch(/not asked for a while/);
    server.hang(false);
    clock.advanceMs(PAUSE_MS);
    await vi.waitFor(() => region.set("k", "again"));
    expect(await region.get("k")).toBe("again");
  });
});

describe("a server that accepts and says nothing", () => {
  let silent: Server;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    silent = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it("keeps nobody waiting for ever", async () => {
    const { port } = silent.address() as AddressInfo;
    const { region, clock } = regionAt(`redis://127.0.0.1:${port}`);
    expect(
      await through(
        clock,
        region.getOrCreate("k", () => "made"),
      ),
    ).toBe("made");
  });
});
