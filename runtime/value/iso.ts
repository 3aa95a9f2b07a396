/**
 * Moments of the years 0000 to 9999 as ISO 8601 writes them in UTC.
 * Says what `Date` itself says, only sooner: an entry may hold many dates, and each is read on every hit.
 */

const TWO_DIGITS: readonly string[] = numerals(2);
const THREE_DIGITS: readonly string[] = numerals(3);
const WRITTEN_LENGTH = "2026-11-21T20:48:07.123Z".length;
const TWO_ZEROS = 11 * "0".charCodeAt(0);
const CALENDAR_CYCLE_YEARS = 400;
const CALENDAR_CYCLE_MS = 146_097 * 86_400_000;

/** The ISO text of a moment, with the given text where the colons belong. The year has four digits. */
export function isoText(value: Date, colon: ":" | ""): string {
  const year = value.getUTCFullYear();
  const years = `${TWO_DIGITS[Math.trunc(year / 100)]}${TWO_DIGITS[year % 100]}`;
  const month = TWO_DIGITS[value.getUTCMonth() + 1];
  const day = TWO_DIGITS[value.getUTCDate()];
  const hours = TWO_DIGITS[value.getUTCHours()];
  const minutes = TWO_DIGITS[value.getUTCMinutes()];
  const seconds = TWO_DIGITS[value.getUTCSeconds()];
  const fraction = THREE_DIGITS[value.getUTCMilliseconds()];
  return `${years}-${month}-${day}T${hours}${colon}${minutes}${colon}${seconds}.${fraction}Z`;
}

/** The milliseconds since 1970 of an ISO text, which is known to be one. */
export function momentOf(text: string): number {
  if (text.length !== WRITTEN_LENGTH) return Date.parse(text);
  const year = twoAt(text, 0) * 100 + twoAt(text, 2);
  const moment = Date.UTC(
    // Date.UTC takes the years 0 to 99 for those of the last century; a whole cycle later it does not.
    year + CALENDAR_CYCLE_YEARS,
    twoAt(text, 5) - 1,
    twoAt(text, 8),
    twoAt(text, 11),
    twoAt(text, 14),
    twoAt(text, 17),
    twoAt(text, 20) * 10 + (twoAt(text, 21) % 10),
  );
  return moment - CALENDAR_CYCLE_MS;
}

/** Every number of so many digits, leading zeros included. */
function numerals(length: number): readonly string[] {
  return Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, "0"));
}

function twoAt(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - TWO_ZEROS;
}
