/** Redis servers of the tests' own: each on a port and in a folder of its own, ended by pid. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownPort } from "./port.js";

const READY = /Ready to accept connections/;

/** A server under way. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
  /** Let it hear and answer nothing, or go on. */
  hang(hangs: boolean): void;
  /** End it, and start another that knows nothing, in its place. */
  restart(): Promise<void>;
}

/** Start a server that keeps nothing on disk, unless its settings say so. Rejects with what it said when it does not come up. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  const port = await ownPort();
  const dir = mkdtempSync(join(tmpdir(), "cachegen-redis-"));
  const own = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", dir];
  const args = [...own, ...settings];
  let server = await begin(args);
  return {
    url: `redis://127.0.0.1:${port}`,
    hang: (hangs) => void server.process.kill(hangs ? "SIGSTOP" : "SIGCONT"),
    async restart() {
      await server.end();
      server = await begin(args);
    },
    async stop() {
      await server.end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly process: ChildProcess;
  readonly end: () => Promise<void>;
}

async function begin(args: readonly string[]): Promise<Running> {
  const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  await isReady(server);
  const end = (): Promise<void> => {
    server.kill("SIGKILL");
    return ended;
  };
  return { process: server, end };
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (READY.test(said)) resolve();
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("error", reject);
    server.once("close", () => reject(new Error(`redis-server did not come up: ${said}`)));
  });
}
