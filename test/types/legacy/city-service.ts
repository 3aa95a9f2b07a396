/** A class as NestJS applications have it: methods decorated under `experimentalDecorators`. */
import { cities, type City, type CityId } from "../../../generated/index.js";

export class CityService {
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

export class WrongService {
  // @ts-expect-error the schema says a City
  @cities.cityById.cacheOnArguments
  async byId(id: CityId): Promise<string> {
    return String(id);
  }
}
