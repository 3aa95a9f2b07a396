import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { tcpProxy } from "cachegen/testing";
import { systemClock } from "cachegen/runtime";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openRedis } from "../../runtime/backend/redis/connect.js";
import { startRedis, type RedisServer } from "../support/redis-server.js";
import type { LeaverOptions } from "./leaver.js";

const LEAVER = fileURLToPath(new URL("leaver.ts", import.meta.url));
const hasRedis = inject("hasRedis");

/** Long after it was to end, a process is ended. */
const LONGEST_MS = 240_000;
/** How long one is watched that must not end, after it has done everything. */
const WATCHED_MS = 1_000;

let server: RedisServer;

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.stop());

/** What a process said that kept it alive after it had closed everything, and how it ended; no code if it had to be ended. */
function leave(
  options: Partial<LeaverOptions>,
): Promise<{ readonly left: unknown; readonly code: number | null; readonly said: string }> {
  const all = { url: server.url, waits: false, makes: false, closes: true, ...options };
  const env = { ...process.env, LEAVER: JSON.stringify(all) };
  const execArgv = [
    "--import",
    "tsx",
    "--conditions=@cachegen/source",
    "--unhandled-rejections=strict",
  ];
  const child = fork(LEAVER, { env, execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const kill = (): boolean => child.kill("SIGKILL");
  const timers = [setTimeout(kill, LONGEST_MS)];
  let left: unknown;
  let said = "";
  child.on("message", (message) => {
    left = message;
    if (!all.closes) timers.push(setTimeout(kill, WATCHED_MS));
  });
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  return new Promise((resolve) => {
    child.once("close", (code) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ left, code, said });
    });
  });
}

const GONE = { left: [], code: 0, said: "" };

describe.skipIf(!hasRedis)("a process that has closed its regions", () => {
  it("ends by itself", async () => {
    expect(await leave({})).toEqual(GONE);
  });

  it("would not end without closing them", async () => {
    const { left, code } = await leave({ closes: false });
    expect(left).toContain("TCPSocketWrap");
    expect(code).toBeNull();
  });

  it("ends though it waited for somebody else's lease", async () => {
    const backend = await openRedis(server.url, {
      clock: systemClock,
      name: "leaver",
      backendTimeoutMs: 60_000,
    });
    const request = { key: "held", seen: undefined, takeOver: false, leaseMs: 600_000 };
    await backend.invalidateAll("hard");
    const [before] = await backend.acquire([request]);
    expect(before?.kind).toBe("won");
    expect(await leave({ waits: true })).toEqual(GONE);
    await backend.close();
  });

  it("ends though a creator never did, and leaves no lease behind", async () => {
    expect(await leave({ makes: true })).toEqual(GONE);
    const backend = await openRedis(server.url, {
      clock: systemClock,
      name: "leaver",
      backendTimeoutMs: 60_000,
    });
    expect(await backend.isLeased("never")).toBe(false);
    await backend.close();
  });

  it("ends though no server was there", async () => {
    expect(await leave({ url: "redis://127.0.0.1:1" })).toEqual(GONE);
  });

  it("ends though its server said nothing", async () => {
    const proxy = await tcpProxy({ port: Number(new URL(server.url).port) });
    proxy.swallow("toClient");
    expect(await leave({ url: `redis://127.0.0.1:${proxy.port}`, makes: true })).toEqual(GONE);
    await proxy.close();
  });
});
