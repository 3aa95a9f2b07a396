/**
 * What the command line costs by the number of functions: CPU seconds of the whole process.
 * L1: 1,000 functions within 1.5 s, growing no faster than they do up to 10,000. L2: 0.25 s where nothing changed.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { idleCpuSeconds, type BuiltCommand } from "./command.js";
import { ratios, type Finding } from "./finding.js";
import { schemaOf } from "./schema.js";

const ROUNDS = 5;
const SIZES = [1_000, 10_000] as const;

/** CPU seconds of a number of functions, one list of rounds a command. */
interface Costs {
  readonly folder: string;
  readonly generate: number[];
  readonly generateAgain: number[];
  readonly check: number[];
}

/** Measure L1 and L2. */
export function measureGenerate(command: BuiltCommand): readonly Finding[] {
  const [few, many] = SIZES.map((functions) => projectOf(functions, command.folder));
  if (few === undefined || many === undefined) return [];
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    idle.push(idleCpuSeconds());
    for (const project of [few, many]) measure(command, project);
  }
  const tenfold = ratios(many.generate, few.generate).map((ratio) => ratio / 10);
  const l2 = { goal: "L2", limit: 0.25, unit: "s" } as const;
  return [
    { goal: "L1", what: "generate 1,000", measured: few.generate, limit: 1.5, unit: "s" },
    { goal: "L1", what: "10,000 over 10 x 1,000", measured: tenfold, limit: 1, unit: "x" },
    { ...l2, what: "generate, 1,000 unchanged", measured: few.generateAgain },
    { ...l2, what: "check, 1,000 unchanged", measured: few.check },
    { ...l2, what: "check, 10,000 unchanged", measured: many.check },
    { goal: "", what: "Node alone", measured: idle, unit: "s" },
  ];
}

function projectOf(functions: number, root: string): Costs {
  const folder = join(root, `functions-${functions}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "cache.schema.yaml"), schemaOf(functions));
  return { folder, generate: [], generateAgain: [], check: [] };
}

function measure(command: BuiltCommand, { folder, generate, generateAgain, check }: Costs): void {
  rmSync(join(folder, "generated"), { recursive: true, force: true });
  generate.push(command.cpuSeconds(folder, ["generate"]));
  generateAgain.push(command.cpuSeconds(folder, ["generate"]));
  check.push(command.cpuSeconds(folder, ["check"]));
}
