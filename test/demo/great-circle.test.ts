import { describe, expect, it } from "vitest";
import { distanceKm } from "../../demo/great-circle.js";

const ORIGIN = { latitude: 0, longitude: 0 };
const HALF_WAY_ROUND_KM = Math.PI * 6371.0088;

describe("distanceKm", () => {
  it("is nought from a place to itself", () => {
    expect(distanceKm(ORIGIN, ORIGIN)).toBe(0);
  });

  it("is half the way round the earth between antipodes", () => {
    const antipode = { latitude: 0, longitude: 180 };
    expect(distanceKm(ORIGIN, antipode)).toBeCloseTo(HALF_WAY_ROUND_KM, 6);
  });

  it("is a quarter of the way from the equator to a pole, on any meridian", () => {
    for (const longitude of [-180, -77.5, 0, 12, 180]) {
      expect(distanceKm(ORIGIN, { latitude: 90, longitude })).toBeCloseTo(HALF_WAY_ROUND_KM / 2, 6);
    }
  });

  it("takes the short way across the date line", () => {
    const east = { latitude: 0, longitude: 179.5 };
    const west = { latitude: 0, longitude: -179.5 };
    expect(distanceKm(east, west)).toBeCloseTo(HALF_WAY_ROUND_KM / 180, 6);
  });

  it("agrees with the known distance of Paris and London", () => {
    const paris = { latitude: 48.85341, longitude: 2.3488 };
    const london = { latitude: 51.50853, longitude: -0.12574 };
    expect(distanceKm(paris, london)).toBeCloseTo(343.6, 0);
  });
});
