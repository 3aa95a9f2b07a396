import { isDeepStrictEqual } from "node:util";
import type { CountryStatistics } from "../../generated/index.js";
import { countryStatistics, mostPopulous } from "../cache.js";
import { ITALY } from "../places.js";
import type { Story } from "../story.js";
import { count } from "../words.js";

/** What a caller does to a result is the caller's own affair. */
export async function mutation(story: Story): Promise<void> {
  story.scene(
    "7. A result is yours to change",
    "A caller spoils what it was given, the creator's own result and a cached one. The next caller sees nothing of it.",
  );
  const fates = [
    await spoilAndAsk("values: copy", () => countryStatistics(ITALY)),
    await spoilAndAsk("values: bytes", async () => (await mostPopulous(1))[0] ?? null),
  ];
  story.table(
    ["region", "was", "spoiled", "next caller got"],
    fates.map(({ where, original, spoiled, next }) => [
      where,
      ...[original, spoiled, next].map(name),
    ]),
  );
  for (const { where, original, next } of fates) {
    story.claim(`${where}: the next caller got the original`, isDeepStrictEqual(next, original));
  }
}

type Statistics = CountryStatistics | null;

/** A cached value before and after it was spoiled, and what the next caller got. */
interface Fate {
  readonly where: string;
  readonly original: Statistics;
  readonly spoiled: Statistics;
  readonly next: Statistics;
}

async function spoilAndAsk(where: string, ask: () => Promise<Statistics>): Promise<Fate> {
  const [made, cached] = [await ask(), await ask()];
  const original = structuredClone(cached);
  for (const result of [made, cached]) spoil(result);
  return { where, original, spoiled: cached, next: await ask() };
}

function spoil(statistics: Statistics): void {
  if (statistics === null) return;
  statistics.largest.name = "Atlantis";
  statistics.largest.population = 1;
  statistics.computedAt.setFullYear(1900);
  statistics.byRank.clear();
}

function name(statistics: Statistics): string {
  if (statistics === null) return "none";
  const { largest, computedAt } = statistics;
  return `${largest.name}, ${count(largest.population)}, ${computedAt.getFullYear()}`;
}
