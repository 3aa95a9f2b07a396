const numbers = new Intl.NumberFormat("en");
const countries = new Intl.DisplayNames("en", { type: "region" });

/** A number with its thousands apart. */
export function count(value: number | bigint): string {
  return numbers.format(value);
}

/** A time in the unit that suits it. */
export function duration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 1 ? `${ms.toFixed(1)} ms` : `${(ms * 1_000).toFixed(1)} µs`;
}

/** The English name of a country. */
export function countryName(code: string): string {
  return countries.of(code) ?? code;
}

/** What a value is at run time: `bigint`, `Date`, `Map`. */
export function kindOf(value: unknown): string {
  return typeof value === "object" && value !== null ? value.constructor.name : typeof value;
}
