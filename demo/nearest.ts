import type { City, NearbyCity, Position } from "../generated/index.js";
import { distanceKm } from "./great-circle.js";

/** The nearest of all cities it is shown, nearest first. */
export class Nearest {
  readonly #from: Position;
  readonly #count: number;
  readonly #found: NearbyCity[] = [];

  constructor(from: Position, count: number) {
    this.#from = from;
    this.#count = count;
  }

  get found(): NearbyCity[] {
    return this.#found;
  }

  /** Look at one more city, and keep it if it is among the nearest so far. */
  see(city: City): void {
    const distance = distanceKm(this.#from, city.position);
    if (this.#found.length === this.#count && distance >= this.#farthestKm) return;
    const place = this.#found.findIndex((near) => distance < near.distanceKm);
    this.#found.splice(place < 0 ? this.#found.length : place, 0, { city, distanceKm: distance });
    if (this.#found.length > this.#count) this.#found.pop();
  }

  get #farthestKm(): number {
    return this.#found.at(-1)?.distanceKm ?? Infinity;
  }
}
