import { Tally, type Exploration, type ExploreOptions } from "./exploration.js";
import type { Scenario } from "./scenario.js";
import { World } from "./world.js";
import { randomNumbers } from "../../bench/memory/zipf.js";

/** How much of a scenario to look at. */
export interface SampleOptions extends ExploreOptions {
  /** How many schedules to play. */
  readonly atMost: number;
  /** The same seed gives the same schedules. */
  readonly seed: number;
}

/** Play schedules of a scenario by chance, for stories with too many to play them all, until one breaks a rule. */
export async function sample(scenario: Scenario, options: SampleOptions): Promise<Exploration> {
  const tally = new Tally(scenario, options);
  const random = randomNumbers(options.seed);
  while (!tally.isOver) {
    const world = new World(scenario, options.store);
    const schedule: string[] = [];
    while (world.moves.length > 0 && !tally.isBroken(world)) {
      const move = world.moves[Math.floor(random() * world.moves.length)]?.name ?? "";
      schedule.push(move);
      await world.take(move);
    }
    await tally.add(world, schedule);
  }
  return tally.found(false);
}
