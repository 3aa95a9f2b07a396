/**
 * What generated code costs the compiler: `tsc --noEmit` over 1,000 functions, each with a type of nine fields, in CPU
 * seconds and in seconds on the clock. L3: all that is generated within 1.5 times what the interfaces cost alone.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { costOf, TSC, type BuiltCommand, type ProcessCost } from "./command.js";
import { ratios, type Finding } from "./finding.js";
import { wideSchemaOf } from "./schema.js";

const FUNCTIONS = 1_000;
const ROUNDS = 5;

/** Measure L3. */
export function measureCompile(command: BuiltCommand): readonly Finding[] {
  const folder = join(command.folder, "compile");
  // No package.json: the folder belongs to the package of the runtime, which generated code imports by its name.
  mkdirSync(join(folder, "interfaces"), { recursive: true });
  writeFileSync(join(folder, "cache.schema.yaml"), wideSchemaOf(FUNCTIONS));
  command.cpuSeconds(folder, ["generate"]);
  copyFileSync(join(folder, "generated/types.ts"), join(folder, "interfaces/types.ts"));
  const [interfaces, everything]: [ProcessCost[], ProcessCost[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    interfaces.push(compileCost(folder, "interfaces"));
    everything.push(compileCost(folder, "generated"));
  }
  return [
    ...findings("CPU", interfaces, everything, ({ cpuSeconds }) => cpuSeconds),
    ...findings("clock", interfaces, everything, ({ wallSeconds }) => wallSeconds),
  ];
}

function findings(
  meter: string,
  interfaces: readonly ProcessCost[],
  everything: readonly ProcessCost[],
  seconds: (cost: ProcessCost) => number,
): readonly Finding[] {
  const [floor, all] = [interfaces.map(seconds), everything.map(seconds)];
  const measured = ratios(all, floor);
  const named = { goal: "", unit: "s" } as const;
  return [
    { goal: "L3", what: `tsc, ${meter}: all over interfaces`, measured, limit: 1.5, unit: "x" },
    { ...named, what: `tsc, ${meter}: 1,000 interfaces`, measured: floor },
    { ...named, what: `tsc, ${meter}: all of 1,000 functions`, measured: all },
  ];
}

function compileCost(folder: string, part: string): ProcessCost {
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const project = join(folder, `tsconfig.${part}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, include: [`${part}/*.ts`] }));
  return costOf([TSC, "-p", project], folder);
}
