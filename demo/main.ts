import { closeAll, isCacheError } from "cachegen";
import color from "picocolors";
import { timed } from "./measure.js";
import { again } from "./scenes/again.js";
import { batch } from "./scenes/batch.js";
import { crowd } from "./scenes/crowd.js";
import { hard } from "./scenes/hard.js";
import { kinds } from "./scenes/kinds.js";
import { mutation } from "./scenes/mutation.js";
import { soft } from "./scenes/soft.js";
import { Story } from "./story.js";
import { duration } from "./words.js";

const SCENES = [again, crowd, batch, soft, hard, kinds, mutation];

/** Play all scenes; the exit code tells whether every claim held. */
async function main(): Promise<void> {
  const story = new Story();
  try {
    const { ms } = await timed(async () => {
      for (const scene of SCENES) await scene(story);
    });
    story.end(duration(ms));
    if (story.broken > 0) process.exitCode = 1;
  } catch (error) {
    if (!isCacheError(error)) throw error;
    process.stderr.write(`${color.red("The demo cannot run:")} ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await closeAll();
  }
}

// Whoever read along has seen enough, as `head` has.
process.stdout.once("error", () => process.exit());
await main();
