/**
 * The steps that must happen at once on entries that Python shares. After the key of the ages, `KEYS` are an entry and its
 * lock in turn. They run only where something is created or changed, never on a hit.
 */
import { AGES_LUA } from "../ages.js";
import { scriptOf, type Script, type ScriptOptions } from "../script.js";
import { LAYOUT_LUA } from "./layout.js";

/** How {@link ACQUIRE} answers of a key: with more behind it in a list. */
export const ANSWER = { won: 0, busy: 1, filled: 2 } as const;

/**
 * `ARGV`: new ages; of each key a token, how long its lease lasts, the head that was seen, and whether to take over.
 * Answers the ages; of each key that it was won and the head it has, how long its lock lasts and whose it is, or its text.
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

/**
 * `ARGV`: of each key the token, its ages, the head it had, the text to store or nothing, and how long to keep it or nothing.
 * A head that is another now was written or deleted by somebody who needs no lock.
 */
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

/** `ARGV`: how long leases last from now; of each key the token. */
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

/** `ARGV`: when a refresh may be tried again or nothing; of each key the token. */
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

/** `ARGV`: new ages; of each key the text without ages, and how long to keep it or nothing. */
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
  return scriptOf(AGES_LUA + LAYOUT_LUA + steps, options);
}
