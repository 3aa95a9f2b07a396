/** What an application without a cache has: the data, and functions that take their time over it. */
import { setImmediate } from "node:timers/promises";
import type {
  City,
  CityId,
  CountryCode,
  CountryStatistics,
  NearbyCity,
  Position,
  Rank,
} from "../generated/index.js";
import { Census } from "./census.js";
import { loadCities } from "./city-data.js";
import { Nearest } from "./nearest.js";

/** How many cities are looked at in one go. */
const SLICE = 8_192;

/** All cities, the ways to ask for them, and a count of the work that took. */
export class Atlas {
  /** Replaced as a whole by a correction, so that a pass under way goes on with what it began with. */
  #cities: readonly City[] = loadCities();
  readonly #places: ReadonlyMap<CityId, number>;
  #edition = 1;
  #scans = 0;
  #lookups = 0;

  constructor() {
    this.#places = new Map(this.#cities.map(({ id }, place) => [id, place]));
  }

  /** How many cities there are. */
  get size(): number {
    return this.#cities.length;
  }

  /** Which edition of the data this is: one more with each correction. */
  get edition(): number {
    return this.#edition;
  }

  /** How many passes over all cities were begun. */
  get scans(): number {
    return this.#scans;
  }

  /** How many cities were looked up by their id. */
  get lookups(): number {
    return this.#lookups;
  }

  /** Give a city another population. Throws a `RangeError` when there is no such city. */
  correctPopulation(id: CityId, population: number): void {
    const place = this.#places.get(id);
    const city = this.#find(id);
    if (place === undefined || city === undefined) throw new RangeError(`there is no city ${id}`);
    this.#cities = this.#cities.with(place, { ...city, population });
    this.#edition += 1;
  }

  /** The city with this id, or null. */
  cityById(id: CityId): City | null {
    this.#lookups += 1;
    return this.#find(id) ?? null;
  }

  /** The cities with these ids; an id that no city bears is left out. */
  citiesByIds(ids: readonly CityId[]): Map<CityId, City> {
    this.#lookups += ids.length;
    const known = ids.flatMap((id) => this.#find(id) ?? []);
    return new Map(known.map((city) => [city.id, city]));
  }

  /** The nearest cities, nearest first. Stops when nobody waits for them any more. */
  async nearestCities(from: Position, count: number, signal?: AbortSignal): Promise<NearbyCity[]> {
    const nearest = new Nearest(from, count);
    for await (const cities of this.#slices()) {
      signal?.throwIfAborted();
      for (const city of cities) nearest.see(city);
    }
    return nearest.found;
  }

  /** The cities of a country, all or those of one rank, largest first. */
  async citiesByCountry(country: CountryCode, rank?: Rank): Promise<City[]> {
    const found: City[] = [];
    for await (const cities of this.#slices()) {
      found.push(...cities.filter((city) => city.country === country));
    }
    return found
      .filter((city) => rank === undefined || city.rank === rank)
      .sort((a, b) => b.population - a.population);
  }

  /** What the cities of a country add up to; null for a country without any. */
  async countryStatistics(country: CountryCode): Promise<CountryStatistics | null> {
    const edition = this.#edition;
    const census = new Census(country);
    for await (const cities of this.#slices()) {
      for (const city of cities) if (city.country === country) census.add(city);
    }
    return census.result(edition);
  }

  /** The countries with the most people living in cities, most first. */
  async mostPopulous(count: number): Promise<CountryStatistics[]> {
    const edition = this.#edition;
    const censuses = new Map<CountryCode, Census>();
    for await (const cities of this.#slices()) {
      for (const city of cities) censusOf(censuses, city.country).add(city);
    }
    return [...censuses.values()]
      .flatMap((census) => census.result(edition) ?? [])
      .sort((a, b) => (b.population > a.population ? 1 : -1))
      .slice(0, count);
  }

  #find(id: CityId): City | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#cities[place];
  }

  /** One pass over the cities as they are now, in slices; before each, other callers get their turn. */
  async *#slices(): AsyncGenerator<readonly City[], void, undefined> {
    this.#scans += 1;
    const cities = this.#cities;
    for (let start = 0; start < cities.length; start += SLICE) {
      await setImmediate();
      yield cities.slice(start, start + SLICE);
    }
  }
}

function censusOf(censuses: Map<CountryCode, Census>, country: CountryCode): Census {
  const census = censuses.get(country) ?? new Census(country);
  censuses.set(country, census);
  return census;
}
