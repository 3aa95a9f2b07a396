import { setImmediate } from "node:timers/promises";
import { countries, type CountryStatistics } from "../../generated/index.js";
import { atlas } from "../cache.js";
import { BERLIN_ID, GERMANY } from "../places.js";
import type { Story } from "../story.js";
import { count } from "../words.js";

const GROWTH = 500_000;

type Statistics = CountryStatistics | null;

/** Hard invalidation while a value is being made: that value is neither stored nor served. */
export async function hard(story: Story): Promise<void> {
  story.scene(
    "5. Hard invalidation is final, even for a value still in the making",
    `Germany is being added up. Meanwhile Berlin grows by ${count(GROWTH)} and the entry is invalidated.`,
  );
  const made: Statistics[] = [];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const statistics = countries.countryStatistics.cacheOnArguments(async (country) => {
    begin();
    const result = await atlas.countryStatistics(country);
    made.push(result);
    return result;
  });
  let fenced = 0;
  const stopListening = countries.region.on("fenced", () => (fenced += 1));
  const edition = atlas.edition;

  const early = statistics(GERMANY);
  await Promise.race([begun, early]);
  await growBerlin();
  await statistics.invalidate(GERMANY);
  const late = statistics(GERMANY);
  const served = { early: await early, late: await late, cached: await statistics(GERMANY) };
  stopListening();

  story.table(
    ["", "edition", "people in cities"],
    [
      row("made first, overtaken", made[0]),
      row("served to the caller before the invalidation", served.early),
      row("served to the caller after it", served.late),
      row("in the cache now", served.cached),
    ],
  );
  story.claim(
    `the value of edition ${edition} was made, and not stored: ${fenced}`,
    made[0]?.edition === edition && fenced === 1,
  );
  story.claim(
    `nobody was served it: all got edition ${atlas.edition}`,
    Object.values(served).every((value) => value?.edition === atlas.edition),
  );
  story.claim(
    `the creator ran twice, for the lost value and for the one that counts: ${made.length}`,
    made.length === 2,
  );
}

async function growBerlin(): Promise<void> {
  const berlin = atlas.cityById(BERLIN_ID);
  await setImmediate();
  atlas.correctPopulation(BERLIN_ID, (berlin?.population ?? 0) + GROWTH);
}

function row(what: string, statistics: Statistics | undefined): string[] {
  if (statistics === undefined || statistics === null) return [what, "none", "none"];
  return [what, count(statistics.edition), count(statistics.population)];
}
