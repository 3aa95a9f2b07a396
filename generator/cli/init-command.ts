import { EXIT } from "../refusal.js";
import type { CliCommand } from "./command.js";
import { planInit, type WholePlan } from "./init/plan-init.js";
import { writeTogether } from "./write-together.js";

/** Writes a schema to begin with, and what belongs to it, where they are not yet. It asks nothing. */
export const initCommand: CliCommand = {
  name: "init",
  description: "write a schema to begin with, scripts, and lines for git and Prettier",
  async run({ terminal, reporter, options, misused }) {
    if (options().config !== undefined)
      misused("init writes cache.schema.yaml, --config names no other");
    const plan = await planInit(terminal.cwd);
    await writeTogether(plan.writes);
    reporter.answer(told(plan), { done: plan.done, left: plan.left, next: nextOf(plan) });
    return EXIT.ok;
  },
};

function told(plan: WholePlan): string {
  const { done, left } = plan;
  const lines = Object.entries(done).map(([name, what]) => `${name}: ${what}`);
  return [...lines, ...left, `next: ${nextOf(plan)}`].map((line) => `${line}\n`).join("");
}

/** What there is to do when it is done. */
function nextOf({ output }: WholePlan): string {
  if (output === undefined) return "npx cachegen";
  return `npx cachegen, then import what it generates from ./${output}/index.js`;
}
