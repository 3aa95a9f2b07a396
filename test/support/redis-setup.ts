/**
 * The tests run against a Redis server of their own. Finds one, or installs it where that may be done without asking;
 * otherwise the tests that need it are skipped, which is said in a line, and is a failure where `CI` is set.
 */
import { spawnSync } from "node:child_process";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly hasRedis: boolean;
  }
}

const CURE = "install redis-server 6.2 or later, or valkey with its redis-server command";

export default function setup(project: TestProject): void {
  const hasRedis = isThere() || (install() && isThere());
  if (!hasRedis && process.env["CI"] === "true") throw new Error(`no redis-server; ${CURE}`);
  if (!hasRedis) console.warn(`no redis-server: the tests that need one are skipped; ${CURE}`);
  project.provide("hasRedis", hasRedis);
}

function isThere(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

/** On Debian and Ubuntu as root; nothing is started. */
function install(): boolean {
  if (process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (...args: string[]): boolean =>
    spawnSync("apt-get", ["-qq", ...args], { env, stdio: "ignore" }).status === 0;
  const get = (): boolean => apt("install", "-y", "--no-install-recommends", "redis-server");
  return get() || (apt("update") && get());
}
