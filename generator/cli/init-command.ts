import { EXIT } from "../refusal.js";
import type { CliCommand } from "./command.js";
import { planInit, type InitPlan } from "./init/plan-init.js";
import { writeTogether } from "./init/write-together.js";

/** What there is to do when it is done. */
const NEXT = "npx cachegen, then import what it generates from ./generated/index.js";

/** Writes a schema to begin with, and what belongs to it, into the folder it is called in. It asks nothing. */
export const initCommand: CliCommand = {
  name: "init",
  description: "write a schema to begin with, scripts, and lines for git and Prettier",
  async run({ terminal, reporter, options, misused }) {
    if (options().config !== undefined)
      misused("init writes cache.schema.yaml, --config names no other");
    const plan = await planInit(terminal.cwd);
    await writeTogether(plan.writes);
    reporter.answer(told(plan), { done: plan.done, left: plan.left, next: NEXT });
    return EXIT.ok;
  },
};

function told({ done, left }: InitPlan): string {
  const lines = Object.entries(done).map(([name, what]) => `${name}: ${what}`);
  return [...lines, ...left, `next: ${NEXT}`].map((line) => `${line}\n`).join("");
}
