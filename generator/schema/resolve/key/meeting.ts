import type { Place } from "./automaton.js";
import { firstOf } from "./symbols.js";

/** A text that can be read in two ways. */
export interface Meeting {
  readonly text: string;
  /** For each way, what every piece of the key reads, by its number. */
  readonly readings: readonly [Reading, Reading];
}

/** What each piece of a key reads; a piece that reads nothing may be missing. */
export type Reading = ReadonlyMap<number, string>;

/** How many steps may still be taken; counted down. */
export interface Budget {
  steps: number;
}

/** Finds a shortest text of one key pattern that can be read in two ways, so that other parts come to one key. */
export function findAmbiguity(starts: readonly Place[], budget: Budget): Meeting | undefined {
  return search([starts, starts], { budget, apart: false });
}

/** Finds a shortest text that two key patterns have in common. */
export function findOverlap(
  ones: readonly Place[],
  others: readonly Place[],
  budget: Budget,
): Meeting | undefined {
  return search([ones, others], { budget, apart: true });
}

/** Both ways after one more sign. */
interface Step {
  readonly one: Place;
  readonly other: Place;
  /** Whether the two ways differ by now: in one of them some piece has read more, or less. */
  readonly apart: boolean;
  readonly before: Step | undefined;
}

function search(
  [ones, others]: readonly [readonly Place[], readonly Place[]],
  { budget, apart }: { readonly budget: Budget; readonly apart: boolean },
): Meeting | undefined {
  const seen = new Seen();
  const open: Step[] = [];
  const take = (one: readonly Place[], other: readonly Place[], before?: Step): void => {
    for (const step of pairs(one, other, { apart: before?.apart ?? apart, before })) {
      if (seen.add(step)) open.push(step);
    }
  };
  take(ones, others);
  for (let at = 0; at < open.length && budget.steps > 0; at += 1, budget.steps -= 1) {
    const step = open[at];
    if (step === undefined) break;
    if (step.apart && step.one.isLast && step.other.isLast) return meetingAt(step);
    take(step.one.next, step.other.next, step);
  }
  return undefined;
}

function* pairs(
  ones: readonly Place[],
  others: readonly Place[],
  { apart, before }: Pick<Step, "apart" | "before">,
): Iterable<Step> {
  for (const one of ones) {
    for (const other of others) {
      if ((one.symbols & other.symbols) === 0n) continue;
      yield { one, other, apart: apart || one.piece !== other.piece, before };
    }
  }
}

/** The steps that were taken: another way to the same places leads nowhere else. */
class Seen {
  readonly #together = new Map<Place, Set<Place>>();
  readonly #apart = new Map<Place, Set<Place>>();

  /** Tells whether a step is new. */
  add({ one, other, apart }: Step): boolean {
    const seen = apart ? this.#apart : this.#together;
    const others = seen.get(one) ?? new Set();
    if (others.has(other)) return false;
    seen.set(one, others.add(other));
    return true;
  }
}

function meetingAt(last: Step): Meeting {
  const steps: Step[] = [];
  for (let step: Step | undefined = last; step !== undefined; step = step.before) steps.push(step);
  let text = "";
  const readings: [Map<number, string>, Map<number, string>] = [new Map(), new Map()];
  for (const { one, other } of steps.reverse()) {
    const sign = firstOf(one.symbols & other.symbols);
    text += sign;
    for (const [way, { piece }] of [one, other].entries()) {
      const reading = readings[way];
      reading?.set(piece, (reading.get(piece) ?? "") + sign);
    }
  }
  return { text, readings };
}
