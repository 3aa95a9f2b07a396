/**
 * F: 4 processes with 50 callers each of one cold key, whose creator takes 100 ms. One creation, and what passes besides
 * within 1.5 of a lease and a wake-up by hand.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ratios, type Finding } from "../generator/finding.js";
import type { Bench } from "./cache.js";
import { CREATION_MS, type Question, type Report, type Way } from "./asker.js";

const ASKER = fileURLToPath(new URL("asker.ts", import.meta.url));
const PROCESSES = 4;
const WARM_UP = 5;
const ROUNDS = 25;

/** Measure F. */
export async function measureCrowd({ url, folder }: Bench): Promise<readonly Finding[]> {
  const env = { ...process.env, CACHE_URL: url, CACHE_FOLDER: folder };
  const askers = Array.from({ length: PROCESSES }, () => fork(ASKER, { env }));
  try {
    await Promise.all(askers.map((asker) => once(asker, "message")));
    return await compare(askers);
  } finally {
    for (const asker of askers) asker.kill("SIGKILL");
  }
}

async function compare(askers: readonly ChildProcess[]): Promise<Finding[]> {
  const [floor, ours] = [new Array<number>(), new Array<number>()];
  let creations = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const byHand = await ask(askers, "by hand", round);
    const cached = await ask(askers, "cached", round);
    if (round < WARM_UP) continue;
    floor.push(byHand.lastMs - CREATION_MS);
    ours.push(cached.lastMs - CREATION_MS);
    creations += cached.creations;
  }
  const over = `over lease and wake-up by hand`;
  return [
    { goal: "F", what: "creations", measured: [creations / ROUNDS], limit: 1, unit: "" },
    { goal: "F", what: `overhead, ${over}`, measured: ratios(ours, floor), limit: 1.5, unit: "x" },
    { goal: "", what: "overhead by hand", measured: floor, unit: "ms" },
    { goal: "", what: "overhead", measured: ours, unit: "ms" },
  ];
}

/** Have all ask for one key nobody has asked for, at once: until the last caller of all had its answer. */
async function ask(askers: readonly ChildProcess[], way: Way, number: number): Promise<Report> {
  const reports = askers.map(async (asker) => {
    asker.send({ way, number } satisfies Question);
    const [report] = (await once(asker, "message")) as [Report];
    return report;
  });
  const all = await Promise.all(reports);
  return {
    lastMs: Math.max(...all.map(({ lastMs }) => lastMs)),
    creations: all.reduce((sum, { creations }) => sum + creations, 0),
  };
}
