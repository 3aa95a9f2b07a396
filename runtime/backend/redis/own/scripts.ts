/**
 * The steps that must happen at once, as scripts: they run only where something is created or changed, never on a hit. What
 * they are given and answer is said in `../layout.ts`.
 */
import { AGES_LUA } from "../ages.js";
import { LIKENESS_LUA } from "../likeness.js";
import { NOW_LUA, scriptOf, type Script, type ScriptOptions } from "../script.js";
import { WAKE_LUA, wakeChannel } from "../wake.js";
import { LAYOUT_LUA } from "./entry.js";

/** The longest entry that is sent to those who wait for it, in bytes; for a longer one they come. */
const MOST_TOLD = 16 * 1024;

/** No lease lasts longer before it is renewed, in milliseconds: 30 days. */
const LONGEST_LEASE_MS = 2_592_000_000;

/**
 * What all of them know. `KEYS[1]` is the key of the ages. A lease is live while its time has not come and the ages it was
 * given in last.
 */
const COMMON = `${LAYOUT_LUA}${AGES_LUA}${NOW_LUA}${WAKE_LUA}${LIKENESS_LUA}
local LONGEST = ${LONGEST_LEASE_MS}

-- A deadline that is no time, or too far ahead, was damaged: it is over.
local function deadline(time)
  local ms = string.match(time, '^%d+%.%d+$') and tonumber(time) * 1000 or 0
  return ms <= now + LONGEST and ms or 0
end

local function read(key)
  local head = redis.pcall('GETRANGE', key, 0, HEAD - 1)
  if type(head) ~= 'string' or string.sub(head, V + 2, LEASE) ~= MARK then return nil end
  local function part(at, length) return string.sub(head, at + 1, at + length) end
  return {
    holds = part(V, 1) == '2', token = part(LEASE, ID), leaseSoft = part(LEASE + ID, ID),
    untilMs = deadline(part(UNTIL, TIME)),
    fill = part(FILL, ID), hard = part(HARD, ID), soft = part(SOFT, ID),
  }
end

local function isLive(entry, hard, soft)
  return entry and entry.untilMs > now and entry.hard == hard and entry.leaseSoft == soft
end

local function isHeldBy(entry, token, hard, soft)
  return entry and entry.token == token and isLive(entry, hard, soft)
end

local function lastsUntil(key, token, soft, leaseMs)
  leaseMs = math.min(leaseMs, LONGEST)
  local lease = token .. soft .. '", "until": ' .. string.format('%.3f', (now + leaseMs) / 1000)
  redis.call('SETRANGE', key, LEASE, lease)
  local ttl = redis.call('PTTL', key)
  if ttl >= 0 and ttl < leaseMs then redis.call('PEXPIRE', key, leaseMs) end
end

-- A full server refuses what might need room, but not in a script that has changed something. What follows needs none.
local function change_in_place() redis.call('DEL', KEYS[1] .. ':') end

local function tell(key, token, text)
  local channel, message = '${wakeChannel("")}' .. key, ''
  if #text <= ${MOST_TOLD} and redis.call('PUBSUB', 'NUMSUB', channel)[2] > 0 then message = token .. text end
  redis.call('PUBLISH', channel, message)
end

local function free(key, entry, retry)
  if not entry.holds then
    redis.call('DEL', key)
  else
    redis.call('SETRANGE', key, LEASE, NO_LEASE)
    redis.call('SETRANGE', key, UNTIL, NO_TIME)
    if retry ~= '' then redis.call('SETRANGE', key, RETRY, retry) end
  end
  wake(key)
end
`;

/** Answers of each key 0 where the lease was won, how long another's lasts and its token, or the text of the entry. */
export const ACQUIRE: Script = script(
  `
local hard, soft = ages(ARGV[1])
local answers = { hard, soft }
for at = 2, #KEYS do
  local key, argument = KEYS[at], 4 * (at - 2) + 1
  local token, leaseMs = ARGV[argument + 1], tonumber(ARGV[argument + 2])
  local seen, takes = ARGV[argument + 3], ARGV[argument + 4] == '1'
  local entry = read(key)
  local visible = entry and entry.holds and entry.hard == hard
  local live = isLive(entry, hard, soft)
  if visible and not takes and entry.soft == soft and entry.fill ~= seen then
    answers[at + 1] = redis.call('GET', key)
  elseif live and not takes then
    answers[at + 1] = { entry.untilMs - now, entry.token }
  else
    if not visible then redis.call('SET', key, EMPTY, 'PX', leaseMs) end
    if not visible then redis.call('SETRANGE', key, HARD, hard) end
    lastsUntil(key, token, soft, leaseMs)
    if live then wake(key) end
    answers[at + 1] = 0
  end
end
return answers
`,
  { hasWindow: true },
);

/**
 * What is stored goes to those who wait for the lease, under its token. Who was fenced wakes them too: perhaps somebody who
 * does not tell has deleted the key.
 */
export const FILL: Script = script(
  `
local hard, soft = ages()
local answers = {}
for at = 2, #KEYS do
  local key, argument = KEYS[at], 5 * (at - 2)
  local token, text, ttl = ARGV[argument + 1], ARGV[argument + 4], ARGV[argument + 5]
  local entry = read(key)
  local held = isHeldBy(entry, token, ARGV[argument + 2], ARGV[argument + 3])
  if held and ARGV[argument + 2] == hard and ARGV[argument + 3] == soft then
    if text == '' then redis.call('DEL', key)
    elseif ttl == '' then redis.call('SET', key, text)
    else redis.call('SET', key, text, 'PX', ttl) end
    tell(key, token, text)
    answers[at - 1] = 1
  else
    if held then free(key, entry, '') else wake(key) end
    answers[at - 1] = 0
  end
end
return answers
`,
  { hasWindow: true },
);

/** Lets leases last. */
export const RENEW: Script = script(`
change_in_place()
local hard, soft = ages()
local answers = {}
for at = 2, #KEYS do
  local token = ARGV[at]
  local held = isHeldBy(read(KEYS[at]), token, hard, soft)
  if held then lastsUntil(KEYS[at], token, soft, tonumber(ARGV[1])) else wake(KEYS[at]) end
  answers[at - 1] = held and 1 or 0
end
return answers
`);

/** Gives leases back. */
export const RELEASE: Script = script(`
change_in_place()
for at = 2, #KEYS do
  local entry = read(KEYS[at])
  if entry and entry.token == ARGV[at] then free(KEYS[at], entry, ARGV[1]) end
end
return 0
`);

/** Stores whoever holds a lease. */
export const WRITE: Script = script(
  `
local hard, soft = ages(ARGV[1])
for at = 2, #KEYS do
  local key, text, ttl = KEYS[at], ARGV[2 * at - 2], ARGV[2 * at - 1]
  if ttl == '' then redis.call('SET', key, text) else redis.call('SET', key, text, 'PX', ttl) end
  redis.call('SETRANGE', key, HARD, hard)
  redis.call('SETRANGE', key, SOFT, soft)
  wake(key)
end
return 0
`,
  { hasWindow: true, isUnfenced: true },
);

/** Drops the key where it still has what was seen and nobody is at work on another. */
export const DISCARD: Script = script(`
if isLive(read(KEYS[2]), ages()) or not is_like(KEYS[2], ARGV[1], ARGV[2]) then return 0 end
return redis.call('DEL', KEYS[2])
`);

/** Drops keys. */
export const INVALIDATE: Script = script(`
for at = 2, #KEYS do
  redis.call('DEL', KEYS[at])
  wake(KEYS[at])
end
return 0
`);

/** Whether a key is leased. */
export const IS_LEASED: Script = script(`
local hard, soft = ages()
return isLive(read(KEYS[2]), hard, soft) and 1 or 0
`);

function script(steps: string, options?: ScriptOptions): Script {
  return scriptOf(COMMON + steps, options);
}
