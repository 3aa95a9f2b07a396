/**
 * The ages of a region, as they lie in Redis: what an entry belongs to if no invalidation of the region overtook it.
 *
 *     <id of the hard age>:<id of the soft age>:<since when the hard one lasts>:<since when the soft one lasts>
 *
 * Ids are random. Times are by the server's clock, and there for entries that bear no ids, which Python wrote.
 */
import { randomId } from "../random-id.js";
import { ID_LENGTH, milliseconds, NO_ID, NO_TIME, TIME_LENGTH } from "./notation.js";

/** The ages an entry belongs to. */
export interface AgeIds {
  readonly hardId: string;
  readonly softId: string;
}

/** Ages that are not known yet: a script fills them in. */
export const UNKNOWN_AGES: AgeIds = { hardId: NO_ID, softId: NO_ID };

const SOFT_ID = ID_LENGTH + 1;
const HARD_SINCE = SOFT_ID + ID_LENGTH + 1;
const SOFT_SINCE = HARD_SINCE + TIME_LENGTH + 1;
const LENGTH = SOFT_SINCE + TIME_LENGTH;

/** The ages that are current. Without any, nothing is of them that bears ids. */
export class Ages implements AgeIds {
  readonly hardId: string;
  readonly softId: string;
  readonly #text: string;

  /** `text` is what lies on the server, or both ids alone. */
  constructor(text: string) {
    this.hardId = text.slice(0, ID_LENGTH);
    this.softId = text.slice(SOFT_ID, SOFT_ID + ID_LENGTH);
    this.#text = text;
  }

  /** Since when the hard age lasts, in milliseconds since 1970 by the server's clock; 0 = always. */
  get hardSinceMs(): number {
    return milliseconds(this.#text.slice(HARD_SINCE, HARD_SINCE + TIME_LENGTH));
  }

  /** Since when the soft age lasts, in milliseconds since 1970 by the server's clock; 0 = always. */
  get softSinceMs(): number {
    return milliseconds(this.#text.slice(SOFT_SINCE, LENGTH));
  }
}

/** Two ids for ages that begin. */
export function randomAges(): string {
  return `${randomId()}:${randomId()}`;
}

/**
 * What scripts know of ages, as Lua. `KEYS[1]` is their key. `ages` answers both ids, and makes them of the given ones where
 * there are none; `since` answers the times of the current ages, in seconds.
 */
export const AGES_LUA: string = `
local SINCE = ${HARD_SINCE}
local AGES = ${LENGTH}

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
