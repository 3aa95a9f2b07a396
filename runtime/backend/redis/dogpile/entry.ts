/**
 * How an entry lies in Redis that programs with dogpile.cache share: an envelope like theirs, to which ours add members, and
 * a lock of its own beside it. There is no entry that holds a lease and no value: a reader in Python would take it for None.
 *
 *     app.users:get_user|users|42       {"ct": 1795289912.726, "v": 2, "fp": "<fingerprint>", "fill": "<id>", "hard": "<id>", "soft": "<id>"}|{"id":42}
 *     _lockapp.users:get_user|users|42  cachegen:<token><soft age>
 *
 * Python writes `ct` and `v` alone, and 32 hex digits into the lock.
 */
import type { Clock } from "../../../clock.js";
import { openEnvelope, sealEnvelope } from "../../../value/envelope.js";
import type { Deposit, Held } from "../../backend.js";
import { randomId } from "../../random-id.js";
import { unreadable } from "../../unreadable.js";
import { UNKNOWN_AGES, type AgeIds, type Ages } from "../ages.js";
import { ID_LENGTH } from "../notation.js";
import type { Stored } from "../read-batch.js";
import type { RegionStore } from "../region-store.js";
import type { ServerTime } from "../server-time.js";

/** Stands before the key of an entry in that of its lock. */
const LOCK_PREFIX = "_lock";

/** What a lock of ours begins with. */
const OUR_LOCK = "cachegen:";

/** Bytes of an entry that its head must end in. Nobody's is half as long. */
const LONGEST_HEAD = 4_096;

/** The key of an entry's lock, as dogpile.cache has it. */
export function lockKey(key: string): string {
  return LOCK_PREFIX + key;
}

/** What stands before the first bar, but for the note of a failed refresh: no two entries have the same. */
function headOf(stored: string, isNoted: boolean): string {
  const head = stored.slice(0, stored.indexOf("|"));
  return isNoted ? head.replace(RETRY, "") : head;
}

/** When a refresh that failed may be tried again. */
const RETRY = /, "retry": [\d.]+/;

/** The text of an entry. */
export function entryText(deposit: Deposit, { hardId, softId }: AgeIds, time: ServerTime): string {
  const { createdMs, fingerprint, costMs, draw, kept } = deposit;
  const metadata = {
    createdMs: time.toServerMs(createdMs),
    fingerprint,
    costMs,
    draw,
    fillId: randomId(),
    hardId,
    softId,
    retryAtMs: 0,
  };
  return sealEnvelope({ metadata, kept: String(kept) });
}

/**
 * What an entry is to its readers. One of Python's bears no ids: it is judged by the time of its creation, which is Python's
 * own, and nobody knows what it cost.
 */
export function heldIn(
  stored: Stored,
  ages: Ages,
  { connection, clock }: RegionStore,
): Held | undefined {
  if (stored === null || stored === undefined) return undefined;
  const envelope = openEnvelope(stored);
  if (envelope === undefined) return unreadableIn(stored, clock);
  const { kept, metadata } = envelope;
  const { createdMs, fingerprint, costMs, draw, hardId, softId, retryAtMs } = metadata;
  const isForeign = hardId === undefined;
  if (isForeign ? createdMs <= ages.hardSinceMs : hardId !== ages.hardId) return undefined;
  return {
    kept,
    fingerprint,
    createdMs: connection.time.toOwnMs(createdMs),
    costMs: isForeign ? Number.NaN : costMs,
    draw,
    outdated: isForeign ? createdMs <= ages.softSinceMs : softId !== ages.softId,
    retryAtMs: retryAtMs === 0 ? 0 : connection.time.toOwnMs(retryAtMs),
    fillId: headOf(String(stored), retryAtMs !== 0),
  };
}

/** What is no entry to its readers. Asked for again with the head that scripts find, its key can be leased. */
export function unreadableIn(stored: string | Buffer, clock: Clock): Held {
  return unreadable(stored, clock.nowMs(), headOf(String(stored), true));
}

/** What the scripts know of the layout, as Lua. Times are in seconds. */
export const LAYOUT_LUA: string = `
local OURS, ID = '${OUR_LOCK}', ${ID_LENGTH}

-- What stands before the first bar. What has none is told apart by a digest.
local function whole_head_of(key)
  local start = redis.pcall('GETRANGE', key, 0, ${LONGEST_HEAD - 1})
  if type(start) ~= 'string' or start == '' then return '' end
  local bar = string.find(start, '|', 1, true)
  return bar and string.sub(start, 1, bar - 1) or redis.sha1hex(start)
end

local function without_retry(head)
  local rest = string.gsub(head, ', "retry": [%d.]+', '')
  return rest
end

local function head_of(key) return without_retry(whole_head_of(key)) end

local function metadata_in(head)
  local ok, members = pcall(cjson.decode, head)
  if not ok or type(members) ~= 'table' or members.v ~= 2 then return nil end
  return type(members.ct) == 'number' and members or nil
end

local function is_current(head, hard, soft)
  local members = metadata_in(head)
  if not members then return false end
  if type(members.hard) == 'string' then return members.hard == hard and members.soft == soft end
  local hard_since, soft_since = since()
  return members.ct > hard_since and members.ct > soft_since
end

local function lock_text(token, soft) return OURS .. token .. soft end

local function holder_of(lock)
  local text = redis.pcall('GET', lock)
  if text == false then return nil end
  return type(text) == 'string' and text or 'unreadable'
end

local function is_ours(holder) return holder and string.sub(holder, 1, #OURS) == OURS end
local function token_of(holder) return string.sub(holder, #OURS + 1, #OURS + ID) end
local function is_live(holder, soft)
  return holder and (not is_ours(holder) or string.sub(holder, -ID) == soft)
end

-- A lock of Python's is left alone: whoever holds it would fail when it gives it back.
local function revoke(lock)
  if is_ours(holder_of(lock)) then redis.call('DEL', lock) end
end

-- An entry that ended by itself during a creation would look like one that was deleted.
local function outlast(key, leaseMs)
  local ttl = redis.call('PTTL', key)
  if ttl >= 0 and ttl < leaseMs then redis.call('PEXPIRE', key, leaseMs) end
end

local function store(key, text, ttl)
  if text == '' then redis.call('DEL', key)
  elseif ttl == '' then redis.call('SET', key, text)
  else redis.call('SET', key, text, 'PX', ttl) end
end

local function with_age(text, name, id)
  local from, to = string.find(text, '"' .. name .. '": "${UNKNOWN_AGES.hardId}"', 1, true)
  return string.sub(text, 1, from - 1) .. '"' .. name .. '": "' .. id .. '"' .. string.sub(text, to + 1)
end

local function note_retry(key, retry)
  local head = whole_head_of(key)
  if not metadata_in(head) or string.sub(head, -1) ~= '}' then return end
  local noted = string.sub(without_retry(head), 1, -2) .. ', "retry": ' .. retry .. '}'
  redis.call('SET', key, noted .. string.sub(redis.call('GET', key), #head + 1), 'KEEPTTL')
end
`;
