const UNITS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["B", 1],
  ["kB", 1e3],
  ["MB", 1e6],
  ["GB", 1e9],
  ["KiB", 2 ** 10],
  ["MiB", 2 ** 20],
  ["GiB", 2 ** 30],
]);

/** The units of a size, the smallest first. */
export const SIZE_UNITS: readonly string[] = [...UNITS.keys()].filter((unit) => unit !== "");

/** What a text says as a size: bytes, or what is wrong with it and the cure. */
export type Size =
  | { readonly bytes: number }
  | { readonly bytes?: undefined; readonly message: string; readonly hint: string };

/** Reads a size such as `64MB`: a whole number of bytes, or of kB, MB, GB, KiB, MiB or GiB. */
export function parseSize(text: string): Size {
  const [, digits, unit] = /^(\d+)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = UNITS.get(unit ?? "");
  if (digits === undefined || factor === undefined) return misread(text);
  const bytes = Number(digits) * factor;
  if (bytes === 0) return { message: "nothing fits into it", hint: "a size is at least 1 byte" };
  if (Number.isSafeInteger(bytes)) return { bytes };
  return { message: "it has more bytes than can be counted", hint: "leave it out for no limit" };
}

function misread(text: string): Size {
  const message = "a size is a whole number of bytes, or a number and a unit, such as 64MB";
  if (/^\d+\s+[A-Za-z]+$/.test(text)) return { message, hint: "write it without the space" };
  if (/^\d+\.\d+[A-Za-z]+$/.test(text)) {
    return { message, hint: "use a smaller unit: 1500kB for 1.5MB" };
  }
  const unit = unitMeant(text);
  return { message, hint: unit === undefined ? UNITS_HINT : `did you mean ${unit}?` };
}

const UNITS_HINT = "units are B, kB, MB and GB, each 1000 times the last, or KiB, MiB and GiB";

/** The unit that was written in other letters, or without its last one: `KB`, `m`. */
function unitMeant(text: string): string | undefined {
  const unit = /^\d+([A-Za-z]+)$/.exec(text)?.[1]?.toLowerCase();
  return [...UNITS.keys()].find((known) => {
    return unit === known.toLowerCase() || `${unit}b` === known.toLowerCase();
  });
}
