import type { Position } from "../generated/index.js";

/** Mean radius of the earth, in kilometres. */
const EARTH_RADIUS_KM = 6371.0088;

/** Distance over ground between two positions, in kilometres, by the haversine formula. */
export function distanceKm(from: Position, to: Position): number {
  const northing = Math.sin(radians(to.latitude - from.latitude) / 2);
  const easting = Math.sin(radians(to.longitude - from.longitude) / 2);
  const narrowing = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
  const haversine = northing ** 2 + narrowing * easting ** 2;
  // Rounding can take the haversine of antipodes past 1, which has no arc sine.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
