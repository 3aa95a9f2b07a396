import { isDeepStrictEqual } from "node:util";
import { atlas, nearestCities } from "../cache.js";
import { repeat, timed } from "../measure.js";
import { PARIS } from "../places.js";
import type { Story } from "../story.js";
import { count, duration } from "../words.js";

const MOST_RUNS = 10_000;

/** A call, and the same call again. */
export async function again(story: Story): Promise<void> {
  const { latitude, longitude } = PARIS;
  story.scene(
    "1. A call, and the same call again",
    `Which cities are nearest to ${latitude} N, ${longitude} E? The answer takes a pass over ${count(atlas.size)} cities.`,
  );
  const scans = atlas.scans;
  const first = await timed(() => nearestCities(latitude, longitude));
  const second = await nearestCities(latitude, longitude, 10);
  const warm = await repeat(MOST_RUNS, () => nearestCities(latitude, longitude));

  story.table(
    ["nearest", "km", "people"],
    first.value
      .slice(0, 4)
      .map(({ city, distanceKm }) => [city.name, distanceKm.toFixed(1), count(city.population)]),
  );
  story.table(
    ["call", "time"],
    [
      ["the first", duration(first.ms)],
      [`again, median of ${count(warm.runs)}`, duration(warm.medianMs)],
    ],
  );
  const passes = atlas.scans - scans;
  const timesFaster = first.ms / warm.medianMs;
  story.claim(
    `again is more than 10 times faster: ${count(Math.round(timesFaster))} times`,
    timesFaster > 10,
  );
  story.claim("the answer is the same", isDeepStrictEqual(second, first.value));
  story.claim(
    `count left out and count 10 have one key: ${nearestCities.key(latitude, longitude)}`,
    nearestCities.key(latitude, longitude) === nearestCities.key(latitude, longitude, 10),
  );
  story.claim(
    `all ${count(warm.runs + 2)} calls took one pass over the data: ${count(passes)}`,
    passes === 1,
  );
}
