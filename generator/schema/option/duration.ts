const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
]);

/** Longest duration, in milliseconds: a hundred years. */
const LONGEST = 3_153_600_000_000;

/** What a text says as a duration: milliseconds, or what is wrong with it and the cure. */
export type Duration =
  | { readonly ms: number }
  | { readonly ms?: undefined; readonly message: string; readonly hint: string };

/** Reads a duration such as `10m`: a whole number and one of the units ms, s, m, h, d, w. */
export function parseDuration(text: string): Duration {
  const [, digits, unit] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  const factor = UNITS.get(unit ?? "");
  if (digits === undefined || factor === undefined) return misread(text);
  const ms = Number(digits) * factor;
  if (ms <= LONGEST) return { ms };
  return { message: `${text} is longer than 100 years`, hint: "a duration is at most 36500d" };
}

/** Writes a duration in milliseconds as a schema would, in the largest unit it is whole in. */
export function durationText(ms: number): string {
  const units = [...UNITS].filter(([, factor]) => ms % factor === 0);
  const [unit, factor] = ms === 0 ? SECONDS : (units.at(-1) ?? MILLISECONDS);
  return `${ms / factor}${unit}`;
}

const SECONDS = ["s", 1_000] as const;
const MILLISECONDS = ["ms", 1] as const;

function misread(text: string): Duration {
  const message = "a duration is a whole number and a unit, such as 30s or 10m";
  if (/^\d+$/.test(text)) return { message, hint: `add a unit: ${text}s, or ${text}ms` };
  if (/^\d+\.\d+[a-z]+$/.test(text)) return { message, hint: "use a smaller unit: 90s for 1.5m" };
  if (/^(\d+[a-z]+\s*){2,}$/.test(text)) return { message, hint: "use one unit: 90m for 1h30m" };
  return { message, hint: "units are ms, s, m (minutes), h, d and w" };
}
