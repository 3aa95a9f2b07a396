import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** The command line and the runtime as they are installed: compiled, in a folder of their own beside their packages. */
export class BuiltCommand {
  readonly folder: string = mkdtempSync(join(tmpdir(), "cachegen-bench-"));

  constructor() {
    for (const name of ["node_modules", "package.json", "rollup.config.js"]) {
      symlinkSync(join(ROOT, name), join(this.folder, name));
    }
    const outDir = join(this.folder, "dist");
    execFileSync(process.execPath, [TSC, "-p", "tsconfig.build.json", "--outDir", outDir], {
      cwd: ROOT,
      stdio: "inherit",
    });
    execFileSync("npm", ["run", "--silent", "bundle"], { cwd: this.folder, stdio: "inherit" });
  }

  /** Run it in a folder; gives CPU seconds of the process, from its start to its end. Throws when it fails. */
  cpuSeconds(cwd: string, args: readonly string[]): number {
    return cpuSecondsOf([join(this.folder, "dist/generator/bin.js"), ...args], cwd);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The compiler of the newest TypeScript. */
export const TSC: string = join(ROOT, "node_modules/typescript/bin/tsc");

/** CPU seconds of a process of Node that does nothing: the floor. */
export function idleCpuSeconds(): number {
  return cpuSecondsOf(["--eval", ""], ROOT);
}

/** CPU seconds of a process of Node and of those it starts, from its start to its end. Throws when it fails. */
export function cpuSecondsOf(args: readonly string[], cwd: string): number {
  return costOf(args, cwd).cpuSeconds;
}

/** What a process of Node and those it starts took, from its start to its end. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  /** Seconds on the clock: less than of CPU where several cores worked, more where others had them. */
  readonly wallSeconds: number;
}

/** Run a process of Node and see what it takes. Throws when it fails. */
export function costOf(args: readonly string[], cwd: string): ProcessCost {
  // Only a shell tells what a process and all its children took.
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >&3 2>&3';
  const run = spawnSync("bash", ["-c", script, "bash", process.execPath, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (run.status !== 0) throw new Error(`exit code ${run.status}: ${run.output[3]}`);
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = run.stderr
    .split(" ")
    .map(Number);
  return { cpuSeconds: user + system, wallSeconds: wall };
}
