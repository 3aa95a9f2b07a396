/**
 * The ages of a region, as they lie in Redis: what an entry belongs to if no invalidation of the region overtook it.
 *
 *     <id of the hard age>:<id of the soft age>:<since when the hard one lasts>:<since when the soft one lasts>
 *
 * Ids are random. Times are by the server's clock, and there for entries that bear no ids, which Python wrote.
 */
import { ID_LENGTH, NO_TIME, TIME_LENGTH, UNKNOWN_ID } from "./layout.js";
import { randomId } from "../random-id.js";

/** The ages that are current. */
export interface Ages {
  readonly hardId: string;
  readonly softId: string;
}

/** Ages that are not known yet: a script fills them in. */
export const UNKNOWN_AGES: Ages = { hardId: UNKNOWN_ID, softId: UNKNOWN_ID };

const SOFT_ID = ID_LENGTH + 1;
const HARD_SINCE = SOFT_ID + ID_LENGTH + 1;
const SOFT_SINCE = HARD_SINCE + TIME_LENGTH + 1;

/** Two ids for ages that begin. */
export function randomAges(): string {
  return `${randomId()}:${randomId()}`;
}

/** Whether an entry of the hard age is of the current one, and so not invalidated. */
export function isOfHardAge(id: string | undefined, ages: string): boolean {
  return id !== undefined && id === ages.slice(0, ID_LENGTH);
}

/** Whether an entry of the soft age is of the current one. */
export function isOfSoftAge(id: string | undefined, ages: string): boolean {
  return id === ages.slice(SOFT_ID, SOFT_ID + ID_LENGTH);
}

/** Since when the hard age lasts, in milliseconds since 1970 by the server's clock; 0 = always. */
export function hardSinceMs(ages: string): number {
  return milliseconds(ages.slice(HARD_SINCE, HARD_SINCE + TIME_LENGTH));
}

/** Since when the soft age lasts, in milliseconds since 1970 by the server's clock; 0 = always. */
export function softSinceMs(ages: string): number {
  return milliseconds(ages.slice(SOFT_SINCE, SOFT_SINCE + TIME_LENGTH));
}

function milliseconds(text: string): number {
  return Math.round(Number(text) * 1000);
}

/**
 * What scripts know of ages, as Lua. `KEYS[1]` is their key. `ages` answers both ids, and makes them of the given ones where
 * there are none; `since` answers the times of the current ages, in seconds.
 */
export const AGES_LUA: string = `
local SINCE = ${HARD_SINCE}
local AGES = ${SOFT_SINCE + TIME_LENGTH}

local function age_text()
  local text = redis.pcall('GET', KEYS[1])
  if type(text) == 'string' and #text == AGES then return text end
  return nil
end

local function ages(fresh)
  local text = age_text()
  if not text then
    if not fresh then return '', '' end
    text = fresh .. ':${NO_TIME}:${NO_TIME}'
    redis.call('SET', KEYS[1], text)
  end
  return string.sub(text, 1, ${ID_LENGTH}), string.sub(text, ${SOFT_ID + 1}, ${SOFT_ID + ID_LENGTH})
end

local function since()
  local text = age_text() or string.rep('0', AGES)
  return tonumber(string.sub(text, SINCE + 1, SINCE + ${TIME_LENGTH})), tonumber(string.sub(text, -${TIME_LENGTH}))
end
`;
