import { createHash } from "node:crypto";
import { Unreadable } from "../../value/unreadable.js";

/**
 * What a script tells by whether an entry is still what a reader found, as its arguments: whether all of it was found or its
 * payload alone, and the digest of that.
 */
export function likenessOf(kept: unknown): readonly [isWhole: 0 | 1, digest: string] {
  if (kept instanceof Unreadable) return [1, digestOf(kept.stored)];
  return [0, digestOf(kept)];
}

/** Nothing has an empty one. */
function digestOf(found: unknown): string {
  if (typeof found !== "string" && !(found instanceof Uint8Array)) return "";
  return createHash("sha1").update(found).digest("hex");
}

/** Whether what lies under a key is still what a reader found, as Lua. */
export const LIKENESS_LUA: string = `
local function is_like(key, is_whole, digest)
  local text = redis.pcall('GET', key)
  if type(text) ~= 'string' then return false end
  local bar = is_whole == '1' and 0 or string.find(text, '|', 1, true) or 0
  return redis.sha1hex(string.sub(text, bar + 1)) == digest
end
`;
