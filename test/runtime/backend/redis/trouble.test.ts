import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { defineRegion, isCacheError, type Region } from "cachegen/runtime";
import { ManualClock, settled } from "cachegen/testing";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { Breaker } from "../../../../runtime/backend/breaker.js";
import { isAnswer } from "../../../../runtime/backend/redis/connection.js";
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
    await region.set("k", "stored");
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
    await region.set("k", "stored");
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

describe("Breaker", () => {
  const failing = (): Promise<never> => Promise.reject(new Error("no answer"));

  async function opened(): Promise<{ readonly breaker: Breaker; readonly clock: ManualClock }> {
    const clock = new ManualClock();
    const breaker = new Breaker(clock, { failures: 2, pauseMs: PAUSE_MS });
    for (const _ of [1, 2]) await expect(breaker.ask(failing)).rejects.toThrow("no answer");
    return { breaker, clock };
  }

  it("asks nothing while it is open, and one question when its pause is over", async () => {
    const { breaker, clock } = await opened();
    const question = vi.fn(async () => "answer");
    await expect(breaker.ask(question)).rejects.toThrow("it failed 2 times");
    clock.advanceMs(PAUSE_MS);
    const [probe, other] = [breaker.ask(question), breaker.ask(question)];
    await expect(other).rejects.toThrow("not asked");
    expect(await probe).toBe("answer");
    expect(await breaker.ask(question)).toBe("answer");
    expect(question).toHaveBeenCalledTimes(2);
  });

  it("asks at once when the server is known to answer", async () => {
    const { breaker } = await opened();
    breaker.close();
    expect(await breaker.ask(async () => "answer")).toBe("answer");
  });

  it("stays open when that question fails", async () => {
    const { breaker, clock } = await opened();
    clock.advanceMs(PAUSE_MS);
    await expect(breaker.ask(failing)).rejects.toThrow("no answer");
    await expect(breaker.ask(failing)).rejects.toThrow("it failed 3 times");
  });

  it("takes what the server refuses for an answer, but not that it is loading", async () => {
    const clock = new ManualClock();
    const breaker = new Breaker(clock, { failures: 1, pauseMs: PAUSE_MS, isAnswer });
    const replying = (message: string) => () =>
      Promise.reject(Object.assign(new Error(message), { name: "ReplyError" }));
    await expect(breaker.ask(replying("OOM command not allowed"))).rejects.toThrow("OOM");
    await expect(breaker.ask(replying("LOADING Redis is loading"))).rejects.toThrow("LOADING");
    await expect(breaker.ask(replying("OOM"))).rejects.toThrow("not asked");
  });
});
