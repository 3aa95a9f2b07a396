/**
 * What generated code costs the compiler: `tsc --noEmit` over 1,000 functions, each with a type of nine fields, in CPU
 * seconds and in seconds on the clock. L3: all that is generated within 1.5 times what the interfaces cost alone.
 * TypeScript misses it: the compiler checks each statement on every run. Of JavaScript it reads the declarations.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { costOf, TSC, type BuiltCommand, type ProcessCost } from "./command.js";
import { ratios, type Finding } from "./finding.js";
import { wideSchemaOf } from "./schema.js";

const FUNCTIONS = 1_000;
const ROUNDS = 5;

/** What the output may be written in: `emit` of the schema. */
const LANGUAGES = ["ts", "js"] as const;
type Language = (typeof LANGUAGES)[number];

/** Measure L3 for both languages the output may be in, beside the interfaces in TypeScript. */
export function measureCompile(command: BuiltCommand): readonly Finding[] {
  const folder = join(command.folder, "compile");
  // No package.json: the folder belongs to the package of the runtime, which generated code imports by its name.
  for (const emit of LANGUAGES) generateIn(join(folder, emit), emit, command);
  mkdirSync(join(folder, "interfaces"));
  copyFileSync(join(folder, "ts/generated/types.ts"), join(folder, "interfaces/types.ts"));
  const interfaces: ProcessCost[] = [];
  const all: Readonly<Record<Language, ProcessCost[]>> = { ts: [], js: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    interfaces.push(compileCost(folder, "interfaces"));
    for (const emit of LANGUAGES) all[emit].push(compileCost(join(folder, emit), "generated"));
  }
  return [
    ...findings("CPU", { interfaces, ...all }, ({ cpuSeconds }) => cpuSeconds),
    ...findings("clock", { interfaces, ...all }, ({ wallSeconds }) => wallSeconds),
  ];
}

function generateIn(folder: string, emit: Language, command: BuiltCommand): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cache.schema.yaml"), `emit: ${emit}\n${wideSchemaOf(FUNCTIONS)}`);
  command.cpuSeconds(folder, ["generate"]);
}

/** What compiling takes, round by round. */
interface Costs extends Readonly<Record<Language, readonly ProcessCost[]>> {
  readonly interfaces: readonly ProcessCost[];
}

function findings(
  meter: string,
  { interfaces, ...all }: Costs,
  seconds: (cost: ProcessCost) => number,
): readonly Finding[] {
  const floor = interfaces.map(seconds);
  const named = { goal: "", unit: "s" } as const;
  return [
    ...LANGUAGES.map((emit): Finding => {
      const measured = ratios(all[emit].map(seconds), floor);
      const what = `tsc, ${meter}, emit: ${emit}: all over interfaces`;
      return { goal: "L3", what, measured, limit: 1.5, unit: "x" };
    }),
    { ...named, what: `tsc, ${meter}: 1,000 interfaces`, measured: floor },
    ...LANGUAGES.map((emit): Finding => {
      const what = `tsc, ${meter}, emit: ${emit}: all of 1,000 functions`;
      return { ...named, what, measured: all[emit].map(seconds) };
    }),
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
