import { cities } from "../../generated/index.js";
import { atlas, nearestCities } from "../cache.js";
import { timed, type Timed } from "../measure.js";
import { REYKJAVIK, REYKJAVIK_ID } from "../places.js";
import type { Story } from "../story.js";
import { count, duration } from "../words.js";

const CALLERS = 5;
const GROWTH = 20_000;

/** Soft invalidation: one caller makes the new value, the others have the old one at once. */
export async function soft(story: Story): Promise<void> {
  story.scene(
    "4. Soft invalidation: nobody waits but one",
    `Reykjavík grows by ${count(GROWTH)}. The region is invalidated softly, then ${CALLERS} callers come at once.`,
  );
  const old = await population();
  const grown = old + GROWTH;
  atlas.correctPopulation(REYKJAVIK_ID, grown);
  await cities.region.invalidate({ soft: true });
  const scans = atlas.scans;
  const [first, ...others] = await Promise.all(callers());
  const later = await timed(population);
  const passes = atlas.scans - scans;

  story.table(
    ["caller", "got", "people in Reykjavík", "after"],
    [
      ...[first, ...others].map((call, index) => row(`${index + 1}`, call, grown)),
      row("one more, later", later, grown),
    ],
  );
  story.claim("the first caller made the new value", first?.value === grown);
  story.claim(
    `the other ${others.length} got the old one, each before the first was done`,
    others.every(({ value, ms }) => value === old && ms < (first?.ms ?? 0)),
  );
  story.claim("whoever came later got the new one", later.value === grown);
  story.claim(`all that took one pass over the data: ${passes}`, passes === 1);
}

async function population(): Promise<number> {
  const [nearest] = await nearestCities(REYKJAVIK.latitude, REYKJAVIK.longitude, 1);
  return nearest?.city.population ?? 0;
}

function callers(): Promise<Timed<number>>[] {
  return Array.from({ length: CALLERS }, () => timed(population));
}

function row(caller: string, call: Timed<number> | undefined, grown: number): string[] {
  if (call === undefined) return [caller];
  const got = call.value === grown ? "new" : "stale";
  return [caller, got, count(call.value), duration(call.ms)];
}
