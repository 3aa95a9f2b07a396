import { describe, expect, it } from "vitest";
import { Atlas } from "../../demo/atlas.js";
import { CityId, CountryCode, type City } from "../../generated/index.js";

const PARIS_ID = CityId(2_988_507);
const PARIS = { latitude: 48.85341, longitude: 2.3488 };
const FRANCE = CountryCode("FR");
const NOWHERE = CountryCode("XX");

const atlas = new Atlas();

function totalOf(cities: readonly City[]): bigint {
  return cities.reduce((sum, { population }) => sum + BigInt(population), 0n);
}

describe("Atlas", () => {
  it("knows every city of the data once", () => {
    expect(atlas.size).toBe(135_233);
  });

  it("finds a city by its id, in the form of the schema", () => {
    expect(atlas.cityById(PARIS_ID)).toEqual({
      id: PARIS_ID,
      name: "Paris",
      country: FRANCE,
      rank: "capital",
      division: "11",
      population: 2_138_551,
      position: PARIS,
    });
  });

  it("answers null for an id that no city bears, and leaves it out of many", () => {
    expect(atlas.cityById(CityId(1))).toBeNull();
    expect([...atlas.citiesByIds([CityId(1), PARIS_ID]).keys()]).toEqual([PARIS_ID]);
  });

  it("finds Paris nearest to where Paris is", async () => {
    const [nearest, next] = await atlas.nearestCities(PARIS, 2);
    expect(nearest).toMatchObject({ city: { name: "Paris", country: "FR" }, distanceKm: 0 });
    expect(next?.distanceKm).toBeGreaterThan(0);
  });

  it("lists as many of the nearest as asked for, nearest first", async () => {
    const distances = (await atlas.nearestCities({ latitude: -80, longitude: 179 }, 100)).map(
      ({ distanceKm }) => distanceKm,
    );
    expect(distances).toHaveLength(100);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it("looks across the date line", async () => {
    const east = await atlas.nearestCities({ latitude: -17, longitude: 179.99 }, 1);
    const west = await atlas.nearestCities({ latitude: -17, longitude: -179.99 }, 1);
    expect(west[0]?.city).toEqual(east[0]?.city);
  });

  it("stops a pass when nobody waits for it", async () => {
    const signal = AbortSignal.abort(new Error("nobody waits"));
    await expect(atlas.nearestCities(PARIS, 1, signal)).rejects.toThrow("nobody waits");
  });

  it("lists the cities of a country, largest first, all or those of one rank", async () => {
    const all = await atlas.citiesByCountry(FRANCE);
    const populations = all.map(({ population }) => population);
    expect(all[0]?.name).toBe("Paris");
    expect(populations).toEqual([...populations].sort((a, b) => b - a));
    expect(new Set(all.map(({ country }) => country))).toEqual(new Set([FRANCE]));
    expect((await atlas.citiesByCountry(FRANCE, "capital")).map(({ id }) => id)).toEqual([
      PARIS_ID,
    ]);
  });

  it("has statistics that add up to the cities of the country", async () => {
    const cities = await atlas.citiesByCountry(FRANCE);
    const statistics = await atlas.countryStatistics(FRANCE);
    expect(statistics).toMatchObject({ country: "FR", edition: 1, cities: cities.length });
    expect(statistics?.population).toBe(totalOf(cities));
    expect(statistics?.largest).toEqual(cities[0]);
    expect(statistics?.capital?.id).toBe(PARIS_ID);
    const byRank = [...(statistics?.byRank.values() ?? [])];
    expect(byRank.reduce((sum, count) => sum + count, 0)).toBe(cities.length);
    expect(statistics?.computedAt).toBeInstanceOf(Date);
  });

  it("has no statistics for a country without cities", async () => {
    expect(await atlas.countryStatistics(NOWHERE)).toBeNull();
  });

  it("ranks all countries by the people in their cities, with the statistics each has", async () => {
    const ranking = await atlas.mostPopulous(250);
    const france = ranking.find(({ country }) => country === FRANCE);
    const statistics = await atlas.countryStatistics(FRANCE);
    expect(ranking.reduce((sum, { cities }) => sum + cities, 0)).toBe(atlas.size);
    expect(ranking.map(({ country }) => country).slice(0, 2)).toEqual(["CN", "IN"]);
    expect({ ...france, computedAt: null }).toEqual({ ...statistics, computedAt: null });
  });

  it("counts a pass over the data for each scan, and none for a lookup", async () => {
    const { scans, lookups } = atlas;
    await atlas.countryStatistics(NOWHERE);
    atlas.citiesByIds([CityId(1), PARIS_ID]);
    expect([atlas.scans - scans, atlas.lookups - lookups]).toEqual([1, 2]);
  });
});

describe("a correction of the Atlas", () => {
  it("makes a new edition, and leaves a pass under way with the data it began with", async () => {
    const corrected = new Atlas();
    const before = corrected.countryStatistics(FRANCE);
    corrected.correctPopulation(PARIS_ID, 2_138_552);
    const after = await corrected.countryStatistics(FRANCE);
    expect(corrected.edition).toBe(2);
    expect([(await before)?.edition, after?.edition]).toEqual([1, 2]);
    expect(after?.population).toBe(((await before)?.population ?? 0n) + 1n);
  });

  it("refuses a city there is not", () => {
    expect(() => {
      new Atlas().correctPopulation(CityId(1), 1);
    }).toThrow("there is no city 1");
  });
});
