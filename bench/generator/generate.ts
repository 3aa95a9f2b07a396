/**
 * What the command line costs by the number of functions: CPU seconds of the whole process, medians of rounds.
 * The goals: 1,000 functions within 1.5 s, growing no faster than they do up to 10,000, and 0.25 s where nothing changed.
 *
 * Run with `npx tsx bench/generator/generate.ts`.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { BuiltCommand, idleCpuSeconds } from "./command.js";
import { schemaOf } from "./schema.js";

const ROUNDS = 5;
const SIZES = [100, 1_000, 10_000] as const;

/** CPU seconds of a number of functions, one list of rounds a command. */
interface Costs {
  readonly functions: number;
  readonly folder: string;
  readonly generate: number[];
  readonly generateAgain: number[];
  readonly check: number[];
}

function projectOf(functions: number, root: string): Costs {
  const folder = join(root, `functions-${functions}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "cache.schema.yaml"), schemaOf(functions));
  return { functions, folder, generate: [], generateAgain: [], check: [] };
}

function measure(command: BuiltCommand, { folder, generate, generateAgain, check }: Costs): void {
  rmSync(join(folder, "generated"), { recursive: true, force: true });
  generate.push(command.cpuSeconds(folder, ["generate"]));
  generateAgain.push(command.cpuSeconds(folder, ["generate"]));
  check.push(command.cpuSeconds(folder, ["check"]));
}

function outputKilobytes(folder: string): string {
  const output = join(folder, "generated");
  const bytes = readdirSync(output).map((name) => statSync(join(output, name)).size);
  return (bytes.reduce((sum, size) => sum + size, 0) / 1_000).toFixed(0);
}

/** The middle one, and the least and the greatest. */
function shown(seconds: readonly number[]): string {
  const sorted = seconds.toSorted((one, other) => one - other);
  const [least, middle, most] = [0, Math.floor(sorted.length / 2), -1].map((at) => sorted.at(at));
  return `${middle?.toFixed(2)} (${least?.toFixed(2)}-${most?.toFixed(2)})`;
}

const command = new BuiltCommand();
const projects = SIZES.map((functions) => projectOf(functions, command.folder));
const idle: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  idle.push(idleCpuSeconds());
  for (const project of projects) measure(command, project);
}
const table = new Table({
  head: ["functions", "output kB", "generate", "generate again", "check"],
  style: { head: [], border: [] },
});
for (const { functions, folder, generate, generateAgain, check } of projects) {
  const costs = [generate, generateAgain, check].map(shown);
  table.push([String(functions), outputKilobytes(folder), ...costs]);
}
console.log(`CPU seconds, median of ${ROUNDS} (least-most); Node alone ${shown(idle)}`);
console.log(table.toString());
command.remove();
