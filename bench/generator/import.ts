/**
 * What an application pays to load the runtime: CPU milliseconds over those of Node alone, and beside it what Node takes
 * to load an ES module with nothing in it. K1: 15 ms, and neither zod nor a driver is loaded.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cpuSecondsOf, idleCpuSeconds, type BuiltCommand } from "./command.js";
import type { Finding } from "./finding.js";

// Each measurement is the difference of two processes, and no machine is as even as that.
const ROUNDS = 41;
const S_TO_MS = 1_000;

/** Says of every module that is loaded where it is. */
const HOOKS = `
  import { writeSync } from "node:fs";
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(2, found.url + "\\n");
    return found;
  }
`;

/** Measure K1. Throws when a package is loaded that a cache in memory has no use for. */
export function measureImport(command: BuiltCommand): readonly Finding[] {
  const entry = join(command.folder, "dist/runtime/generated.js");
  const empty = join(command.folder, "empty.mjs");
  writeFileSync(empty, "export {};\n");
  refuseForeign(entry);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const idle = idleCpuSeconds();
    const [runtime = Number.NaN, nothing = Number.NaN] = [entry, empty].map((path) => {
      return (cpuSecondsOf([path], command.folder) - idle) * S_TO_MS;
    });
    return { runtime, nothing };
  });
  const measured = rounds.map(({ runtime }) => runtime);
  const floor = rounds.map(({ nothing }) => nothing);
  return [
    { goal: "K1", what: "import of the runtime", measured, limit: 15, unit: "ms" },
    { goal: "", what: "import of an empty ES module", measured: floor, unit: "ms" },
  ];
}

function refuseForeign(entry: string): void {
  const hooks = `data:text/javascript,${encodeURIComponent(HOOKS)}`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(hooks)});`;
  const preload = `data:text/javascript,${encodeURIComponent(register)}`;
  const { stderr } = spawnSync(process.execPath, ["--import", preload, entry], {
    encoding: "utf8",
  });
  const foreign = stderr.split("\n").filter((url) => url.includes("/node_modules/"));
  if (foreign.length > 0 || !stderr.includes("/dist/")) {
    throw new Error(`the runtime loads ${foreign.join(", ") || "nothing at all"}`);
  }
}
