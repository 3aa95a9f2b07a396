/** Generated functions in every form in which an application uses them: bound, decorated, read and written. */
import {
  cities,
  CityId,
  countries,
  CountryCode,
  world,
  type City,
  type CountryStatistics,
} from "../../../generated/index.js";
import { isNoValue, NO_VALUE, type Region } from "cachegen";

/** Bound, with the type that `isolatedDeclarations` asks for. */
export const cityById: cities.CityById = cities.cityById.cacheOnArguments((id, context) => {
  const signal: AbortSignal = context.signal;
  const previous: City | null | typeof NO_VALUE = context.previous;
  return signal.aborted || isNoValue(previous) || id === CityId(0) ? null : previous;
});

/** A creator that answers with a promise, and takes defaults as given. */
export const nearestCities: cities.NearestCities = cities.nearestCities.cacheOnArguments(
  async (latitude, longitude, count) => {
    const given: readonly number[] = [latitude, longitude, count];
    return given.length === 3 ? [] : [];
  },
);

/** Many at once: the varying argument is a list, the answer a map. */
export const citiesByIds: cities.CitiesByIds = cities.citiesByIds.cacheMultiOnArguments(
  async (ids, { keys }) => new Map(ids.slice(keys.length).map((id) => [id, null])),
);

export async function reading(id: CityId): Promise<City | null> {
  const city = await cityById.get(id);
  const metadata = await cityById.getValueMetadata(id);
  if (metadata !== null) await cityById.set(metadata.value, id);
  if (await cityById.isLocked(id)) return cityById.original(id);
  return isNoValue(city) ? cityById.refresh(id) : city;
}

export async function writing(id: CityId, city: City): Promise<string> {
  await cities.cityById.set(city, id);
  await cities.cityById.set(null, id);
  await cities.citiesByIds.set(new Map([[id, city]]));
  await cities.cityById.invalidate(id);
  await cities.citiesByIds.invalidate([id]);
  const region: Region = cities.region;
  await region.invalidate({ soft: true });
  return cities.cityById.key(id);
}

export async function many(ids: readonly CityId[]): Promise<readonly (City | null)[]> {
  const one = await Promise.all(ids.map((id) => cityById(id)));
  const all: Map<CityId, City | null> = await citiesByIds(ids);
  const held: Map<CityId, City | null> = await citiesByIds.get([...ids]);
  return [...one, ...all.values(), ...held.values()];
}

export async function optional(): Promise<number> {
  const nearest = await nearestCities(1, 2);
  const fewer = await nearestCities(1, 2, 3);
  const same = await nearestCities(1, 2, undefined);
  return nearest.length + fewer.length + same.length;
}

export const soon: cities.CityById = cityById.with({ expirationMs: () => 1_000 });

export class Atlas {
  readonly #cities = new Map<CityId, City>();

  @cities.cityById.cacheOnArguments
  async byId(id: CityId): Promise<City | null> {
    return this.#cities.get(id) ?? null;
  }

  @cities.citiesByIds.cacheMultiOnArguments
  async byIds(ids: readonly CityId[]): Promise<Map<CityId, City | null>> {
    return new Map(ids.map((id) => [id, this.#cities.get(id) ?? null]));
  }
}

export async function statistics(country: string): Promise<Date | undefined> {
  const code = CountryCode(country);
  const known = await countries.countryStatistics.get(code);
  if (isNoValue(known) || known === null) return undefined;
  const { computedAt, byRank }: CountryStatistics = known;
  return byRank.size === 0 ? undefined : computedAt;
}

export const key: string = world.mostPopulous.key(3);

// Each of these must be a fault: a compiler that finds none here finds fault with the comment.
// @ts-expect-error a number is no CityId
void cityById(1);
// @ts-expect-error a creator answers with a City or null
cities.cityById.cacheOnArguments(() => "Bergen");
// @ts-expect-error there is one argument
void cityById(CityId(1), 2);
// @ts-expect-error undefined is no value of this function
void cities.cityById.set(undefined, CityId(1));
