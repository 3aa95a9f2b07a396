import { Tally, type Exploration, type ExploreOptions } from "./exploration.js";
import type { Scenario } from "./scenario.js";
import { EVERYTHING, independent, type Move } from "./step.js";
import { Trace } from "./trace.js";
import { World } from "./world.js";

/** A place in a schedule: what could have happened there, and what did. */
interface Fork {
  readonly moves: readonly Move[];
  /** Moves that need no look: tried here already, or before and only moved past moves they commute with. */
  readonly asleep: Move[];
  /** Names of the moves worth a try here. */
  readonly worthwhile: Set<string>;
  taken: Move;
}

/**
 * Play every schedule of a scenario, depth first, each from the beginning, until one breaks a rule.
 *
 * Of schedules that differ only in the order of moves that commute, one is played: another move is tried at a place
 * only where one taken there raced with it (source sets), and none twice (sleep sets).
 *
 * @see Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014
 */
export async function explore(
  scenario: Scenario,
  options: ExploreOptions = {},
): Promise<Exploration> {
  const search = new Search(scenario, options);
  let isLeft = true;
  while (isLeft && !search.tally.isOver) {
    await search.playOne();
    isLeft = search.turnBack();
  }
  return search.tally.found(!isLeft);
}

class Search {
  readonly tally: Tally;
  readonly #options: ExploreOptions;
  readonly #path: Fork[] = [];
  readonly #trace = new Trace();

  constructor(scenario: Scenario, options: ExploreOptions) {
    this.tally = new Tally(scenario, options);
    this.#options = options;
  }

  /** Play the schedule on the path, and go on from there to an end. */
  async playOne(): Promise<void> {
    const world = new World(this.tally.scenario, this.#options.store);
    for (const fork of this.#path) await this.#take(world, fork);
    for (let fork = this.#fork(world); fork !== undefined; fork = this.#fork(world)) {
      await this.#take(world, fork);
    }
    await this.tally.add(
      world,
      this.#path.map(({ taken }) => taken.name),
    );
  }

  /** Go back to the last place where something else is worth a try; answers whether there is one. */
  turnBack(): boolean {
    for (let fork = this.#path.at(-1); fork !== undefined; fork = this.#path.at(-1)) {
      this.#trace.cut(this.#path.length - 1);
      fork.asleep.push(fork.taken);
      const next = awake(fork).find(({ name }) => fork.worthwhile.has(name));
      if (next !== undefined) {
        fork.taken = next;
        return true;
      }
      this.#path.pop();
    }
    return false;
  }

  /** The next place of the schedule, if it is to go on. */
  #fork(world: World): Fork | undefined {
    if (this.tally.isBroken(world)) return undefined;
    const last = this.#path.at(-1);
    const asleep = last?.asleep.filter((move) => independent(move, last.taken)) ?? [];
    const { moves } = world;
    const [taken] = awake({ moves, asleep });
    if (taken === undefined) return undefined;
    // Time that passes can be stopped by others: where it may, everything is worth a try.
    const isOpen = moves.some(({ touches }) => touches.some(({ what }) => what === EVERYTHING));
    const worthwhile = new Set(isOpen ? moves.map(({ name }) => name) : [taken.name]);
    const fork = { moves, asleep, worthwhile, taken };
    this.#path.push(fork);
    return fork;
  }

  async #take(world: World, fork: Fork): Promise<void> {
    const at = world.history.tick;
    await world.take(fork.taken.name);
    if (this.#trace.length > at) return;
    this.#reverse(fork.taken);
    // What this move has made impossible would never be seen to race with it.
    const possible = new Set(world.moves.map(({ name }) => name));
    for (const { name } of fork.moves) if (!possible.has(name)) fork.worthwhile.add(name);
  }

  /** Have every move that raced with this one tried the other way round. */
  #reverse(move: Move): void {
    for (const { at, instead } of this.#trace.add(move)) {
      const worthwhile = this.#path[at]?.worthwhile;
      const [choice] = instead;
      if (choice === undefined || instead.some((name) => worthwhile?.has(name))) continue;
      worthwhile?.add(choice);
    }
  }
}

function awake({ moves, asleep }: Pick<Fork, "moves" | "asleep">): Move[] {
  return moves.filter(({ name }) => asleep.every((move) => move.name !== name));
}
