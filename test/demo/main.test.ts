import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startRedis, type RedisServer } from "../support/redis-server.js";

const ROOT = join(import.meta.dirname, "../..");

const hasRedis = inject("hasRedis");

let server: RedisServer;

beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.stop());

interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** The demo as `npm run demo` starts it, to its end. */
function play(environment: NodeJS.ProcessEnv): Promise<Ending> {
  const tsx = join(ROOT, "node_modules/.bin/tsx");
  const env = { ...process.env, NO_COLOR: "1", CACHE_URL: "", ...environment };
  const child = spawn(tsx, ["--conditions=@cachegen/source", "demo/main.ts"], { cwd: ROOT, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (exitCode) => {
      resolve({ stdout, stderr, exitCode });
    });
  });
}

/** How many claims held, where all did and the demo ended by itself. */
function claimsOf({ stdout, stderr, exitCode }: Ending): number {
  expect({ stderr, exitCode }, stdout).toEqual({ stderr: "", exitCode: 0 });
  const claims = stdout.match(/^ {2}✓ /gm) ?? [];
  expect(stdout).toMatch(new RegExp(`^All ${claims.length} claims held`, "m"));
  return claims.length;
}

describe("the demo", () => {
  it("holds all its claims and ends by itself", async () => {
    const ending = await play({});
    expect(claimsOf(ending)).toBeGreaterThan(0);
    expect(ending.stdout).not.toContain("process 1");
  });

  it.skipIf(!hasRedis)(
    "holds more of them in several processes on a server, a second time too",
    async () => {
      const alone = claimsOf(await play({}));
      const first = claimsOf(await play({ CACHE_URL: server.url }));
      expect(first).toBeGreaterThan(alone);
      expect(claimsOf(await play({ CACHE_URL: server.url }))).toBe(first);
    },
  );

  it.skipIf(!hasRedis)("says in a line that no server answers, and exits with 1", async () => {
    const gone = await startRedis();
    await gone.stop();
    const { stdout, stderr, exitCode } = await play({ CACHE_URL: gone.url });
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
    expect(stderr).toMatch(
      /^The demo cannot run: [^\n]*there is no connection to the server: connect ECONNREFUSED [\d.:]+\)\n$/,
    );
  });

  it("says in a line that it knows no such backend, and exits with 1", async () => {
    const { stderr, exitCode } = await play({ CACHE_URL: "memcached://user:secret@cache.example" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^The demo cannot run: region "cities", variable CACHE_URL: no backend is known for "memcached:\/\/\*\*\*@[^\n]*\n$/,
    );
  });
});
