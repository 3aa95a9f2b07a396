import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Most the demo may take on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

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

describe("the demo", { timeout: PATIENCE }, () => {
  it("holds all its claims and ends by itself", async () => {
    const { stdout, stderr, exitCode } = await play({});
    expect({ stderr, exitCode }, stdout).toEqual({ stderr: "", exitCode: 0 });
    const claims = stdout.match(/^ {2}✓ /gm) ?? [];
    expect(claims.length).toBeGreaterThan(0);
    expect(stdout).toMatch(new RegExp(`^All ${claims.length} claims held`, "m"));
  });

  it("says in a line that it knows no such backend, and exits with 1", async () => {
    const { stderr, exitCode } = await play({ CACHE_URL: "memcached://user:secret@cache.example" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^The demo cannot run: region "cities": no backend is known for "memcached:\/\/\*\*\*@[^\n]*\n$/,
    );
  });
});
