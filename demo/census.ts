import type { City, CountryCode, CountryStatistics } from "../generated/index.js";

/** Adds up the cities of one country, one by one. */
export class Census {
  readonly #country: CountryCode;
  readonly #byRank: CountryStatistics["byRank"] = new Map();
  #cities = 0;
  #population = 0n;
  #largest: City | undefined;
  #capital: City | null = null;

  constructor(country: CountryCode) {
    this.#country = country;
  }

  /** Count a city of the country. */
  add(city: City): void {
    this.#cities += 1;
    this.#population += BigInt(city.population);
    this.#byRank.set(city.rank, (this.#byRank.get(city.rank) ?? 0) + 1);
    if (city.rank === "capital") this.#capital = city;
    if (this.#largest === undefined || city.population > this.#largest.population) {
      this.#largest = city;
    }
  }

  /** The sums so far, or null when there was no city. */
  result(edition: number): CountryStatistics | null {
    if (this.#largest === undefined) return null;
    return {
      country: this.#country,
      edition,
      cities: this.#cities,
      population: this.#population,
      byRank: this.#byRank,
      largest: this.#largest,
      capital: this.#capital,
      computedAt: new Date(),
    };
  }
}
