/** Places the scenes speak of. Each scene has its own, so that none depends on another. */
import { CityId, CountryCode, type Position } from "../generated/index.js";

export const PARIS: Position = { latitude: 48.85341, longitude: 2.3488 };
export const TOKYO: Position = { latitude: 35.6895, longitude: 139.69171 };
export const REYKJAVIK: Position = { latitude: 64.13548, longitude: -21.89541 };
export const REYKJAVIK_ID: CityId = CityId(3_413_829);
export const BERLIN_ID: CityId = CityId(2_950_159);
export const GERMANY: CountryCode = CountryCode("DE");
export const JAPAN: CountryCode = CountryCode("JP");
export const ITALY: CountryCode = CountryCode("IT");
export const FRANCE: CountryCode = CountryCode("FR");
export const SPAIN: CountryCode = CountryCode("ES");
export const MADRID_ID: CityId = CityId(3_117_735);
export const POLAND: CountryCode = CountryCode("PL");
export const WARSAW_ID: CityId = CityId(756_135);
export const BRAZIL: CountryCode = CountryCode("BR");
export const CANADA: CountryCode = CountryCode("CA");
/** London, Madrid, Rome, Cairo, Nairobi, Lima, Ottawa, Canberra. */
export const CAPITAL_IDS: readonly CityId[] = [
  2_643_743, 3_117_735, 3_169_070, 360_630, 184_745, 3_936_456, 6_094_817, 2_172_517,
].map(CityId);
/** No city bears it. */
export const NOWHERE_ID: CityId = CityId(1);
