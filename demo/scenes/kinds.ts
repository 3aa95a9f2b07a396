import type { CountryStatistics } from "../../generated/index.js";
import { atlas, countryStatistics, mostPopulous } from "../cache.js";
import { JAPAN } from "../places.js";
import type { Story } from "../story.js";
import { count, countryName, kindOf } from "../words.js";

const FIELDS = ["computedAt", "population", "byRank", "edition"] as const;

/** Values come back as what the schema says they are, whichever way they are kept. */
export async function kinds(story: Story): Promise<void> {
  story.scene(
    "6. A Date is still a Date",
    "The same type from two regions: one keeps values as they are, one keeps them encoded (values: bytes).",
  );
  await countryStatistics(JAPAN);
  await mostPopulous(5);
  const scans = atlas.scans;
  const copied = await countryStatistics(JAPAN);
  const decoded = await mostPopulous(5);
  const scansForHits = atlas.scans - scans;
  const [leader] = decoded;

  story.table(
    ["most people in cities", "cities", "people"],
    decoded.map(({ country, cities, population }) => [
      countryName(country),
      count(cities),
      count(population),
    ]),
  );
  story.table(
    ["field", "made by the creator", "cached", "cached as bytes"],
    kindRows(await atlas.countryStatistics(JAPAN), copied, leader),
  );
  story.claim("both came from the cache", scansForHits === 0);
  for (const [where, value] of [
    ["cached", copied],
    ["cached as bytes", leader],
  ] as const) {
    story.claim(`${where}: Date, bigint and Map are what they were`, isWhole(value));
  }
}

function kindRows(...values: (CountryStatistics | null | undefined)[]): string[][] {
  return FIELDS.map((field) => [field, ...values.map((value) => kindOf(value?.[field]))]);
}

function isWhole(value: CountryStatistics | null | undefined): boolean {
  if (value === undefined || value === null) return false;
  const { computedAt, population, byRank } = value;
  return (
    computedAt instanceof Date &&
    computedAt.getTime() <= Date.now() &&
    typeof population === "bigint" &&
    byRank instanceof Map
  );
}
