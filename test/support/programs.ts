/** Programs that tests need beside Node: found, or installed where that may be done without asking. */
import { spawnSync } from "node:child_process";

/** Something tests need. */
export interface Need {
  /** As people know it. */
  readonly name: string;
  /** A command that ends well where it is there. */
  readonly probe: readonly [command: string, ...args: string[]];
  /** What brings it on Debian and Ubuntu. */
  readonly packages: readonly [string, ...string[]];
  /** How to get it elsewhere. */
  readonly cure: string;
}

/** Longest time an installation may take, in milliseconds. */
const PATIENCE_MS = 300_000;

/** Without a question, and without starting what is installed: neither as SysV does, nor as systemd. */
const QUIETLY = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1", SYSTEMD_OFFLINE: "1" };

/**
 * Whether the tests have it. Installs it on Debian and Ubuntu as root. Where it cannot be had, that is said in a line.
 *
 * @throws Error with that line where `CI` is true: tests that are skipped prove nothing.
 */
export function have(need: Need): boolean {
  if (isThere(need) || (install(need) && isThere(need))) return true;
  const message = `no ${need.name}: the tests that need it cannot run; ${need.cure}`;
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(message);
  return false;
}

function isThere({ probe: [command, ...args] }: Need): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** With the lists of packages there are, and with new ones if these do not do. */
function install({ packages }: Need): boolean {
  if (process.getuid?.() !== 0) return false;
  const get = ["install", "-y", "--no-install-recommends", ...packages];
  return apt(get) || (apt(["update"]) && apt(get));
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, ...QUIETLY };
  const lock = ["-o", "DPkg::Lock::Timeout=60"];
  const options = { env, stdio: "ignore", timeout: PATIENCE_MS } as const;
  return spawnSync("apt-get", ["-qq", ...lock, ...args], options).status === 0;
}
