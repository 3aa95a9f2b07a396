import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Writes the CPU time of its whole process to the third stream when it ends. */
const METER = `
  import { writeSync } from "node:fs";
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, String((user + system) / 1e6));
  });
`;

/** The command line as it is installed: compiled, in a folder of its own beside its packages. */
export class BuiltCommand {
  readonly folder: string = mkdtempSync(join(tmpdir(), "cachegen-bench-"));

  constructor() {
    for (const name of ["node_modules", "package.json"]) {
      symlinkSync(join(ROOT, name), join(this.folder, name));
    }
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const outDir = join(this.folder, "dist");
    execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", outDir], {
      cwd: ROOT,
      stdio: "inherit",
    });
  }

  /** Run it in a folder; gives CPU seconds of the process, from its start to its end. Throws when it fails. */
  cpuSeconds(cwd: string, args: readonly string[]): number {
    return cpuSecondsOf([join(this.folder, "dist/generator/bin.js"), ...args], cwd);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** CPU seconds of a process of Node that does nothing: the floor. */
export function idleCpuSeconds(): number {
  return cpuSecondsOf(["--eval", ""], ROOT);
}

function cpuSecondsOf(args: readonly string[], cwd: string): number {
  const meter = `data:text/javascript,${encodeURIComponent(METER)}`;
  const stdio = ["ignore", "ignore", "pipe", "pipe"] as const;
  const run = spawnSync(process.execPath, ["--import", meter, ...args], { cwd, stdio: [...stdio] });
  if (run.status !== 0) throw new Error(`exit code ${run.status}: ${String(run.stderr)}`);
  return Number(run.output[3]);
}
