const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
]);

/** The units of a duration, the shortest first. */
export const DURATION_UNITS: readonly string[] = [...UNITS.keys()];

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
  const meant = meantBy(text);
  const hint = meant === undefined ? "units are ms, s, m (minutes), h, d and w" : `write ${meant}`;
  return { message, hint };
}

/** Other words for the units, in lower case. */
const SPELLINGS = new RegExp(
  "^(?:(ms|msecs?|milliseconds?)|(s|secs?|seconds?)|(m|mins?|minutes?)|(h|hrs?|hours?)|(d|days?)|(w|weeks?))$",
);

/** Reads what people write elsewhere: `1.5h`, `1h30m`, `10 minutes`, `PT10M`. */
function meantBy(text: string): string | undefined {
  const plain = text
    .replace(/^P(?=[\dT])/, "")
    .replace(/^T|(?<=D)T/, "")
    .replace(/[,;]$/, "");
  if (plain.length > LONGEST_TEXT || !/^(?:\d+(?:\.\d+)?\s*[A-Za-z]+\s*)+$/.test(plain))
    return undefined;
  let ms = 0;
  for (const [, amount, word = ""] of plain.matchAll(/(\d+(?:\.\d+)?)\s*([A-Za-z]+)/g)) {
    ms += Number(amount) * factorOf(word);
  }
  const isDuration = Number.isSafeInteger(ms) && ms > 0 && ms <= LONGEST;
  return isDuration ? durationText(ms) : undefined;
}

/** Longest text that is looked into. */
const LONGEST_TEXT = 40;

/** Milliseconds of a unit in any spelling; `NaN` for a word that is none. */
function factorOf(word: string): number {
  const [, ...found] = SPELLINGS.exec(word.toLowerCase()) ?? [];
  return [...UNITS.values()][found.findIndex((spelling) => spelling !== undefined)] ?? Number.NaN;
}
