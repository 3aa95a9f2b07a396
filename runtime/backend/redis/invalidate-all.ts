import { AGES_LUA } from "./ages.js";
import { ID_LENGTH, NO_TIME, TIME_LENGTH } from "./notation.js";
import { NOW_LUA, scriptOf, type Script } from "./script.js";
import { WAKE_LUA } from "./wake.js";

/**
 * `ARGV`: new ages, and whether the hard one stays if it is known. A server that has no room for new ages has room for
 * none: without them everything is invalid.
 */
export const INVALIDATE_ALL: Script = scriptOf(`${NOW_LUA}${AGES_LUA}${WAKE_LUA}
local text = age_text()
local ids, at = ARGV[1], string.format('%.3f', (now + 1) / 1000)
local hardAt = at
if ARGV[2] == 'soft' then hardAt = text and string.sub(text, SINCE + 1, SINCE + ${TIME_LENGTH}) or '${NO_TIME}' end
if ARGV[2] == 'soft' and text then ids = string.sub(text, 1, ${ID_LENGTH}) .. string.sub(ids, ${ID_LENGTH + 1}) end
local set = redis.pcall('SET', KEYS[1], ids .. ':' .. hardAt .. ':' .. at)
if set.err then
  if ARGV[2] == 'soft' then return set end
  redis.call('DEL', KEYS[1])
end
wake(KEYS[1])
return 0
`);
