/**
 * The steps that must happen at once on entries that Python shares, each with its lock. What they are given and answer is said
 * in `../layout.ts`.
 */
import { AGES_LUA } from "../ages.js";
import { LIKENESS_LUA } from "../likeness.js";
import { scriptOf, type Script, type ScriptOptions } from "../script.js";
import { LAYOUT_LUA } from "./entry.js";

/** How {@link ACQUIRE} answers of a key: with more behind it in a list. */
export const ANSWER = { won: 0, busy: 1, filled: 2 } as const;

/**
 * The fill that was seen is a head. Answers of each key that the lease was won and the head the entry has, how long its lock
 * lasts and whose it is, or its text.
 */
export const ACQUIRE: Script = script(
  `
local hard, soft = ages(ARGV[1])
local answers = { hard, soft }
for at = 2, #KEYS, 2 do
  local key, lock, argument = KEYS[at], KEYS[at + 1], 2 * (at - 2) + 1
  local token, leaseMs = ARGV[argument + 1], tonumber(ARGV[argument + 2])
  local seen, takes = ARGV[argument + 3], ARGV[argument + 4] == '1'
  local head, holder = head_of(key), holder_of(lock)
  if not takes and head ~= seen and is_current(head, hard, soft) then
    answers[#answers + 1] = { ${ANSWER.filled}, redis.call('GET', key) }
  elseif is_live(holder, soft) and not (takes and is_ours(holder)) then
    answers[#answers + 1] = { ${ANSWER.busy}, redis.call('PTTL', lock), holder }
  else
    redis.call('SET', lock, lock_text(token, soft), 'PX', leaseMs)
    outlast(key, leaseMs)
    answers[#answers + 1] = { ${ANSWER.won}, head }
  end
end
return answers
`,
  { hasWindow: true },
);

/** A head that is another now than when the lease was won was written or deleted by somebody who needs no lock. */
export const FILL: Script = script(
  `
local hard, soft = ages()
local answers = {}
for at = 2, #KEYS, 2 do
  local key, lock, argument = KEYS[at], KEYS[at + 1], 3 * (at - 2)
  local token, head, text, ttl = ARGV[argument + 1], ARGV[argument + 4], ARGV[argument + 5], ARGV[argument + 6]
  local held = holder_of(lock) == lock_text(token, ARGV[argument + 3])
  local isOfAge = ARGV[argument + 2] == hard and ARGV[argument + 3] == soft
  if held then redis.call('DEL', lock) end
  local fills = held and isOfAge and head == head_of(key)
  if fills then store(key, text, ttl) end
  answers[#answers + 1] = fills and 1 or 0
end
return answers
`,
  { hasWindow: true },
);

/** Lets leases last. */
export const RENEW: Script = script(`
local hard, soft = ages()
local answers = {}
for at = 2, #KEYS, 2 do
  local held = holder_of(KEYS[at + 1]) == lock_text(ARGV[at / 2 + 1], soft)
  if held then redis.call('PEXPIRE', KEYS[at + 1], ARGV[1]) end
  if held then outlast(KEYS[at], tonumber(ARGV[1])) end
  answers[#answers + 1] = held and 1 or 0
end
return answers
`);

/** Gives leases back. */
export const RELEASE: Script = script(`
for at = 2, #KEYS, 2 do
  local holder = holder_of(KEYS[at + 1])
  if is_ours(holder) and token_of(holder) == ARGV[at / 2 + 1] then
    redis.call('DEL', KEYS[at + 1])
    if ARGV[1] ~= '' then note_retry(KEYS[at], ARGV[1]) end
  end
end
return 0
`);

/** Stores whoever holds a lease. */
export const WRITE: Script = script(
  `
local hard, soft = ages(ARGV[1])
for at = 2, #KEYS, 2 do
  local text, ttl = ARGV[at], ARGV[at + 1]
  store(KEYS[at], with_age(with_age(text, 'hard', hard), 'soft', soft), ttl)
  revoke(KEYS[at + 1])
end
return 0
`,
  { hasWindow: true, isUnfenced: true },
);

/** Drops the entry where it still is what was seen and nobody is at work on another. */
export const DISCARD: Script = script(`
local hard, soft = ages()
if is_live(holder_of(KEYS[3]), soft) or not is_like(KEYS[2], ARGV[1], ARGV[2]) then return 0 end
return redis.call('DEL', KEYS[2])
`);

/** Drops entries. */
export const INVALIDATE: Script = script(`
for at = 2, #KEYS, 2 do
  redis.call('DEL', KEYS[at])
  revoke(KEYS[at + 1])
end
return 0
`);

/** Whether a key is leased, here or in Python. */
export const IS_LEASED: Script = script(`
local hard, soft = ages()
return is_live(holder_of(KEYS[3]), soft) and 1 or 0
`);

function script(steps: string, options?: ScriptOptions): Script {
  return scriptOf(AGES_LUA + LAYOUT_LUA + LIKENESS_LUA + steps, options);
}
