/**
 * Moments of the years 0000 to 9999 as ISO 8601 writes them in UTC.
 * Says what `Date` itself says, only sooner: an entry may hold many dates, and each is read on every hit.
 */
import { instant } from "./wire.js";

const TWO_DIGITS: readonly string[] = numerals(2);
const THREE_DIGITS: readonly string[] = numerals(3);
const WRITTEN_LENGTH = "2026-11-21T20:48:07.123Z".length;
const HYPHEN = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;
/** Larger than any part of a date: a text that has it for one has it in none of their ranges. */
const NONE = 100_000_000;
const MS_A_DAY = 86_400_000;
/** Added to years, so that those around the year 0 are above it. */
const CALENDAR_CYCLE_YEARS = 400;
/** From the first of March of the year 0 to 1970, and a cycle of the calendar. */
const DAYS_TO_1970 = 719_468 + 146_097;
const MONTH_DAYS: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

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

/**
 * The milliseconds since 1970 of a moment in UTC as ISO 8601 writes it, with as many decimals as there are; `NaN` for any
 * other text, also for a day that the calendar has not.
 */
export function momentOf(text: string): number {
  if (text.length !== WRITTEN_LENGTH) return instant.test(text) ? Date.parse(text) : Number.NaN;
  if (!hasMarks(text)) return Number.NaN;
  const days = dayOf(text);
  const milliseconds = timeOf(text);
  return days === NONE || milliseconds === NONE ? Number.NaN : days * MS_A_DAY + milliseconds;
}

/** Whether the text has what `YYYY-MM-DDTHH:MM:SS.mmmZ` has between its digits. */
function hasMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === HYPHEN &&
    text.charCodeAt(7) === HYPHEN &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === POINT &&
    text.charCodeAt(23) === LETTER_Z
  );
}

/** The days since 1970; `NONE` where there is no such day. Years begin in March here, so that a leap day is the last. */
function dayOf(text: string): number {
  const year = twoAt(text, 0) * 100 + twoAt(text, 2);
  const month = twoAt(text, 5);
  const day = twoAt(text, 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : MONTH_DAYS[month];
  if (last === undefined || day < 1 || day > last || year > 9999) return NONE;
  const years = (month <= 2 ? year - 1 : year) + CALENDAR_CYCLE_YEARS;
  const days = whole((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = whole(years / 4) - whole(years / 100) + whole(years / 400);
  return years * 365 + leapDays + days - DAYS_TO_1970;
}

/** The milliseconds since midnight; `NONE` where there is no such time. */
function timeOf(text: string): number {
  const hours = twoAt(text, 11);
  const minutes = twoAt(text, 14);
  const seconds = twoAt(text, 17);
  const milliseconds = twoAt(text, 20) * 10 + digitAt(text, 22);
  if (hours > 23 || minutes > 59 || seconds > 59 || milliseconds > 999) return NONE;
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;
}

/** Every number of so many digits, leading zeros included. */
function numerals(length: number): readonly string[] {
  return Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, "0"));
}

/** A number of two digits; `NONE` or more where they are none. */
function twoAt(text: string, index: number): number {
  return digitAt(text, index) * 10 + digitAt(text, index + 1);
}

/** The digit, or `NONE`. */
function digitAt(text: string, index: number): number {
  const digit = text.charCodeAt(index) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : NONE;
}

/** Without its decimals. All these numbers are small integers, which is what makes them quick. */
function whole(number: number): number {
  return number | 0;
}
