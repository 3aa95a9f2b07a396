import { reservedKey } from "../reserved.js";

/** Where it is said that something happened to a key. */
export function wakeChannel(key: string): string {
  return reservedKey("wake", key);
}

/** The same for scripts, as Lua: whoever waits looks again. */
export const WAKE_LUA: string = `
local function wake(key) redis.call('PUBLISH', '${wakeChannel("")}' .. key, '') end
`;
