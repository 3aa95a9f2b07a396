import { closeAll, isCacheError } from "cachegen";
import color from "picocolors";
import { cities, countries, world } from "../generated/index.js";
import { Fleet, FleetError } from "./fleet/fleet.js";
import { timed } from "./measure.js";
import { again } from "./scenes/again.js";
import { batch } from "./scenes/batch.js";
import { crowd } from "./scenes/crowd.js";
import { crowdOfProcesses } from "./scenes/fleet/crowd.js";
import { invalidationElsewhere } from "./scenes/fleet/invalidation.js";
import { killedHolder } from "./scenes/fleet/killed.js";
import { overtakenElsewhere } from "./scenes/fleet/overtaken.js";
import { pausedHolder } from "./scenes/fleet/paused.js";
import { hard } from "./scenes/hard.js";
import { kinds } from "./scenes/kinds.js";
import { mutation } from "./scenes/mutation.js";
import { soft } from "./scenes/soft.js";
import { Story } from "./story.js";
import { duration } from "./words.js";

const SCENES = [again, crowd, batch, soft, hard, kinds, mutation];

/** Those that take several processes, and so a store these can share. One is killed in the last of them. */
const FLEET_SCENES = [
  crowdOfProcesses,
  invalidationElsewhere,
  overtakenElsewhere,
  pausedHolder,
  killedHolder,
];
const PROCESSES = 4;

/** Play all scenes; the exit code tells whether every claim held. */
async function main(): Promise<void> {
  const story = new Story();
  try {
    const { ms } = await timed(() => play(story));
    story.end(duration(ms));
    if (story.broken > 0) process.exitCode = 1;
  } catch (error) {
    if (!isCacheError(error) && !(error instanceof FleetError)) throw error;
    const why = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    process.stderr.write(`${color.red("The demo cannot run:")} ${error.message}${why}\n`);
    process.exitCode = 1;
  } finally {
    await closeAll();
  }
}

async function play(story: Story): Promise<void> {
  // A demo before this one may have left its values on the server.
  await Promise.all([cities, countries, world].map(({ region }) => region.invalidate()));
  for (const scene of SCENES) await scene(story);
  if (!isShared(process.env["CACHE_URL"] ?? "")) return;
  const fleet = await Fleet.start(PROCESSES);
  try {
    for (const scene of FLEET_SCENES) await scene(story, fleet);
  } finally {
    await fleet.end();
  }
}

function isShared(url: string): boolean {
  return /^rediss?:/.test(url);
}

// Whoever read along has seen enough, as `head` has.
process.stdout.once("error", () => process.exit());
await main();
