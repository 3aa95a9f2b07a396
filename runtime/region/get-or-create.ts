/**
 * The dogpile lock over many keys: hand out what is fresh, elect one creator for what is not, serve the stale value
 * meanwhile. One key is a list of one. This file is the callers' side; the elected one's is `creation.ts`.
 *
 * @see dogpile.cache `CacheRegion.get_or_create`, `CacheRegion.get_or_create_multi`. Differs: what was waited for is read
 * again from the store, and a list gives each key what a call for that key alone would give.
 */
import { setImmediate } from "node:timers";
import type { NoValue } from "../value/no-value.js";
import { AGAIN } from "./answers.js";
import type { Look } from "./freshness.js";
import type { Demand } from "./lead.js";
import { Round } from "./round.js";

/** How many rounds may follow one another without a turn of the event loop for everybody else. */
const ROUNDS_AT_A_TIME = 10;

/** The values of distinct keys; `NO_VALUE` where the creator found none. */
export async function getOrCreate<V>(
  demand: Demand<V>,
  keys: readonly string[],
  firstLook?: readonly Look[],
): Promise<Map<string, V | NoValue>> {
  demand.signal?.throwIfAborted();
  const { flights } = demand.ground;
  flights.traffic.enter();
  try {
    return await settleAll(demand, keys, firstLook);
  } finally {
    flights.traffic.leave();
  }
}

async function settleAll<V>(
  demand: Demand<V>,
  keys: readonly string[],
  firstLook?: readonly Look[],
): Promise<Map<string, V | NoValue>> {
  const results = new Map<string, V | NoValue>();
  const startedMs = demand.ground.clock.nowMs();
  const tooOld = new Map<string, unknown>();
  let looks = firstLook;
  for (let count = 1, open = keys; open.length > 0; count += 1) {
    const round = new Round(demand, { startedMs, count, tooOld });
    const answers = await round.play(open, looks);
    for (const [at, answer] of answers.entries()) {
      const key = open[at];
      if (key !== undefined && answer !== AGAIN) results.set(key, answer);
    }
    open = open.filter((key) => !results.has(key));
    looks = undefined;
    if (count % ROUNDS_AT_A_TIME === 0) await nextTurn();
  }
  return results;
}

/** Let everybody else have a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
