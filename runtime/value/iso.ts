/**
 * Moments of the years 0000 to 9999 as ISO 8601 writes them in UTC.
 * Says what `Date` itself says, only sooner: an entry may hold many dates, and each is read on every hit.
 */
import { instant } from "./wire.js";

// A date is read by the methods of the language, and not by members it was given of its own.
const { getUTCFullYear, getUTCMonth, getUTCDate } = Date.prototype;
const { getUTCHours, getUTCMinutes, getUTCSeconds, getUTCMilliseconds } = Date.prototype;

/** The numbers below a hundred. */
const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) =>
  String(number).padStart(2, "0"),
);
const WRITTEN_LENGTH = "2026-11-21T20:48:07.123Z".length;
const HYPHEN = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;
/** What is not there. Below zero, as is every part of a date that is out of its range when both are joined with `|`. */
const NONE = -1;
const MS_A_DAY = 86_400_000;
/** Added to years, so that none is below zero. */
const CALENDAR_CYCLE_YEARS = 400;
/** From the year 1 to 1970, a cycle of the calendar, and one: days of a month count from one. */
const DAYS_TO_1970 = 719_162 + 146_097 + 1;
const MONTH_DAYS: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_BEFORE: readonly number[] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The ISO text of a moment, with the given text where the colons belong. The year has four digits. */
export function isoText(value: Date, colon: ":" | ""): string {
  const year = getUTCFullYear.call(value);
  const years = `${TWO_DIGITS[Math.trunc(year / 100)]}${TWO_DIGITS[year % 100]}`;
  const month = TWO_DIGITS[getUTCMonth.call(value) + 1];
  const day = TWO_DIGITS[getUTCDate.call(value)];
  const hours = TWO_DIGITS[getUTCHours.call(value)];
  const minutes = TWO_DIGITS[getUTCMinutes.call(value)];
  const seconds = TWO_DIGITS[getUTCSeconds.call(value)];
  const milliseconds = getUTCMilliseconds.call(value);
  const fraction = `${Math.trunc(milliseconds / 100)}${TWO_DIGITS[milliseconds % 100]}`;
  return `${years}-${month}-${day}T${hours}${colon}${minutes}${colon}${seconds}.${fraction}Z`;
}

/**
 * The milliseconds since 1970 of a moment in UTC as ISO 8601 writes it, with as many decimals as there are; `NaN` for any
 * other text, also for a day that the calendar has not.
 */
export function momentOf(text: string): number {
  if (text.length !== WRITTEN_LENGTH) return instant.test(text) ? Date.parse(text) : Number.NaN;
  const days = dayOf(text);
  const milliseconds = timeOf(text);
  const isMoment = hasMarks(text) && days !== NONE && milliseconds !== NONE;
  return isMoment ? (days - DAYS_TO_1970) * MS_A_DAY + milliseconds : Number.NaN;
}

/**
 * Whether the text has what `YYYY-MM-DDTHH:MM:SS.mmmZ` has between its digits. Bits are joined here and below, so that one
 * branch judges them all: almost every text that is read is sound.
 */
function hasMarks(text: string): boolean {
  const others =
    (text.charCodeAt(4) ^ HYPHEN) |
    (text.charCodeAt(7) ^ HYPHEN) |
    (text.charCodeAt(10) ^ LETTER_T) |
    (text.charCodeAt(13) ^ COLON) |
    (text.charCodeAt(16) ^ COLON) |
    (text.charCodeAt(19) ^ POINT) |
    (text.charCodeAt(23) ^ LETTER_Z);
  return others === 0;
}

/** The days since `DAYS_TO_1970`; `NONE` where there is no such day. */
function dayOf(text: string): number {
  const century = twoAt(text, 0);
  const decade = twoAt(text, 2);
  const month = twoAt(text, 5);
  const day = twoAt(text, 8);
  if ((century | decade | (month - 1) | (12 - month) | (day - 1)) < 0) return NONE;
  const isLeap = (decade === 0 ? century : decade) % 4 === 0;
  const isLeapDay = isLeap && month === 2 && day === 29;
  if (day > (MONTH_DAYS[month] ?? 0) && !isLeapDay) return NONE;
  const inYear = (DAYS_BEFORE[month] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day;
  return daysBefore(century * 100 + decade) + inYear;
}

/** The days of the years before one. */
function daysBefore(year: number): number {
  const years = year - 1 + CALENDAR_CYCLE_YEARS;
  return years * 365 + whole(years / 4) - whole(years / 100) + whole(years / 400);
}

/** The milliseconds since midnight; `NONE` where there is no such time. */
function timeOf(text: string): number {
  const hours = twoAt(text, 11);
  const minutes = twoAt(text, 14);
  const seconds = twoAt(text, 17);
  const hundredths = twoAt(text, 20);
  const last = text.charCodeAt(22) - ZERO;
  const clock = hours | (23 - hours) | minutes | (59 - minutes) | seconds | (59 - seconds);
  if ((clock | hundredths | last | (9 - last)) < 0) return NONE;
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + hundredths * 10 + last;
}

/** A number of two digits; `NONE` where they are none. */
function twoAt(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return (tens | (9 - tens) | ones | (9 - ones)) < 0 ? NONE : tens * 10 + ones;
}

/** Without its decimals. All these numbers are small integers, which is what makes them quick. */
function whole(number: number): number {
  return number | 0;
}
