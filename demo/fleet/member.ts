/** A process of the fleet: the atlas, cached as everywhere, and orders from the one that plays the scenes. */
import { closeAll } from "cachegen";
import { countries, type CountryCode, type CountryStatistics } from "../../generated/index.js";
import { atlas, countryStatistics } from "../cache.js";
import { timed } from "../measure.js";
import type { Order, Outcome } from "./order.js";

/** Short, so that nobody waits long for a process that is gone, and long enough for a machine that does much else; in milliseconds. */
const LEASE_MS = 3_000;

/** A busy machine is no fault of the server's. */
const BACKEND_TIMEOUT_MS = 30_000;

type Statistics = CountryStatistics | null;

/** A creation that ends when it is told to. */
class HeldCreation {
  readonly begun: Promise<void>;
  readonly served: Promise<Statistics>;
  finish: () => void = () => undefined;

  constructor(country: CountryCode) {
    const finished = new Promise<void>((resolve) => (this.finish = resolve));
    let begin = (): void => undefined;
    this.begun = new Promise((resolve) => (begin = resolve));
    const cached = countries.countryStatistics.cacheOnArguments(async (code) => {
      const made = await atlas.countryStatistics(code);
      begin();
      await finished;
      return made;
    });
    this.served = cached(country);
  }
}

let fenced = 0;
let held: HeldCreation | undefined;

async function carryOut(order: Order): Promise<Statistics[]> {
  switch (order.verb) {
    case "ask":
      return Promise.all(
        Array.from({ length: order.callers }, () => countryStatistics(order.country)),
      );
    case "correct":
      atlas.correctPopulation(order.city, order.population);
      return [];
    case "invalidate":
      await countries.countryStatistics.invalidate(order.country);
      return [];
    case "hold":
      fenced = 0;
      held = new HeldCreation(order.country);
      await held.begun;
      return [];
    case "finish":
      held?.finish();
      return held === undefined ? [] : [await held.served];
  }
}

async function outcomeOf(order: Order): Promise<Outcome> {
  const passes = atlas.scans;
  const { value, ms } = await timed(() => carryOut(order));
  return { served: value, passes: atlas.scans - passes, fenced, ms };
}

countries.region.configure({ leaseMs: LEASE_MS, backendTimeoutMs: BACKEND_TIMEOUT_MS });
countries.region.on("fenced", () => (fenced += 1));
process.on("message", (order: Order) => {
  void outcomeOf(order).then((outcome) => process.send?.(outcome));
});
process.once("disconnect", () => void closeAll());
// Connected before the first order comes.
await countries.region.get("is there a server?");
process.send?.("ready");
