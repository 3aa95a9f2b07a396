/** The atlas, cached: each function of the schema bound to the creator that makes its values. */
import { cities, countries, world } from "../generated/index.js";
import { Atlas } from "./atlas.js";

export const atlas: Atlas = new Atlas();

export const cityById: cities.CityById = cities.cityById.cacheOnArguments((id) =>
  atlas.cityById(id),
);

export const citiesByIds: cities.CitiesByIds = cities.citiesByIds.cacheMultiOnArguments((ids) =>
  atlas.citiesByIds(ids),
);

export const nearestCities: cities.NearestCities = cities.nearestCities.cacheOnArguments(
  (latitude, longitude, count, { signal }) =>
    atlas.nearestCities({ latitude, longitude }, count, signal),
);

export const citiesByCountry: countries.CitiesByCountry =
  countries.citiesByCountry.cacheOnArguments((country, rank) =>
    atlas.citiesByCountry(country, rank),
  );

export const countryStatistics: countries.CountryStatistics =
  countries.countryStatistics.cacheOnArguments((country) => atlas.countryStatistics(country));

export const mostPopulous: world.MostPopulous = world.mostPopulous.cacheOnArguments((count) =>
  atlas.mostPopulous(count),
);
