/** How ids and times are written: always as wide, so that scripts can read and change in place what stands between them. */

/** How long an id or a token is. */
export const ID_LENGTH = 16;

/** No lease, fill or age has it: ids are base64url. Stands for one that a script fills in. */
export const NO_ID: string = ".".repeat(ID_LENGTH);

/** A time that says nothing: JSON numbers have no leading zeros, but may have trailing ones. */
export const NO_TIME = "0.000000000000";
export const TIME_LENGTH: number = NO_TIME.length;

/** The last time that can be written, in milliseconds since 1970. */
const LAST_MS = 9_999_999_999_999;

/** A time of the server's clock, in seconds since 1970; `NO_TIME` for what no clock shows. */
export function timeText(timeMs: number): string {
  const text = (timeMs / 1000).toFixed(3);
  return text.length === TIME_LENGTH ? text : NO_TIME;
}

/** Seconds as milliseconds, to whole microseconds: a multiplication alone would blur whole milliseconds. */
export function milliseconds(seconds: string): number {
  return Math.round(Number(seconds) * 1_000_000) / 1_000;
}

/** When a refresh may be tried again, as an argument of a script; nothing where nothing is to be noted. */
export function retryText(retryAtMs: number | undefined): string {
  return retryAtMs === undefined ? "" : timeText(Math.min(retryAtMs, LAST_MS));
}
