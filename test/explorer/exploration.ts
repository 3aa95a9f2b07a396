import type { Violation } from "./history.js";
import type { Scenario } from "./scenario.js";
import type { StoreMaker, World } from "./world.js";

/** What was found. */
export interface Exploration {
  /** How many schedules were played to their end: one for each order of moves that do not commute. */
  readonly schedules: number;
  /** How many were left in the middle, because another schedule is the same but for moves that commute. */
  readonly pruned: number;
  /** Whether nothing was left out. */
  readonly complete: boolean;
  /** The first schedule that broke a rule. */
  readonly failure: Failure | undefined;
  /** What callers were answered in all schedules together. */
  readonly answers: ReadonlySet<string>;
}

/** A schedule that broke rules. */
export interface Failure {
  readonly violations: readonly Violation[];
  readonly schedule: readonly string[];
}

/** How to explore. */
export interface ExploreOptions {
  /** Default: the memory backend. */
  readonly store?: StoreMaker;
  /** The invariants to look at; default all. */
  readonly only?: readonly string[];
  /** Most schedules to play. Default: all there are. */
  readonly atMost?: number;
}

/** Sums up the runs of one scenario. */
export class Tally {
  readonly scenario: Scenario;
  readonly #only: readonly string[] | undefined;
  readonly #atMost: number;
  readonly #answers = new Set<string>();
  #schedules = 0;
  #pruned = 0;
  #failure: Failure | undefined;

  constructor(scenario: Scenario, { only, atMost = Infinity }: ExploreOptions) {
    this.scenario = scenario;
    this.#only = only;
    this.#atMost = atMost;
  }

  /** Whether there is no use in going on: a rule was broken, or as many schedules were played as may be. */
  get isOver(): boolean {
    return this.#failure !== undefined || this.#schedules >= this.#atMost;
  }

  /** What was found; `complete` where no schedule was left to play. */
  found(complete: boolean): Exploration {
    return {
      schedules: this.#schedules,
      pruned: this.#pruned,
      complete,
      failure: this.#failure,
      answers: this.#answers,
    };
  }

  /** Whether a run has broken a rule already, so that nothing more is to be seen in it. */
  isBroken(world: World): boolean {
    return this.#relevant(world).length > 0;
  }

  /** Add a run that is over. */
  async add(world: World, schedule: readonly string[]): Promise<void> {
    if (world.moves.length > 0 && !this.isBroken(world)) this.#pruned += 1;
    else {
      this.#schedules += 1;
      if (world.moves.length === 0) await world.finish();
      for (const answer of world.history.answers) this.#answers.add(answer);
    }
    const violations = this.#relevant(world);
    if (violations.length > 0) this.#failure ??= { violations, schedule };
    await world.close();
  }

  #relevant({ violations }: World): readonly Violation[] {
    const only = this.#only;
    return violations.filter(({ invariant }) => only === undefined || only.includes(invariant));
  }
}

/** A failure for reading: the rules that were broken, and the steps that led there. */
export function describeFailure({ violations, schedule }: Failure): string {
  const broken = violations.map(({ invariant, message }) => `${invariant}: ${message}`);
  const steps = schedule.map((step, at) => `  ${String(at + 1).padStart(2)}. ${step}`);
  return [...broken, ...steps].join("\n");
}
