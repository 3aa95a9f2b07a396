import { createHash } from "node:crypto";

/** How a {@link Script} is sent. */
export interface ScriptOptions {
  /**
   * Whether it may run only between two times of the server, its last two arguments. What its sender has given up must not
   * be done later: a value would come back after an invalidation that was confirmed meanwhile, a lease would have no holder.
   */
  readonly hasWindow?: boolean;
  /**
   * Whether nothing shows that what it does has been overtaken. It is always sent as text, since one that is sent again
   * could come after what was sent behind it; and one that was cut off fails only when it cannot run any more.
   */
  readonly isUnfenced?: boolean;
}

/** A script with the name the server knows it by. */
export interface Script extends Required<ScriptOptions> {
  readonly text: string;
  readonly sha: string;
}

/** How far the server's clock may be behind what we take it for, in milliseconds. */
export const SLACK_MS = 250;

/** The server's time in whole milliseconds, as Lua. */
export const NOW_LUA: string = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
`;

const WINDOW_LUA = `
do${NOW_LUA}  if now < tonumber(ARGV[#ARGV - 1]) or now > tonumber(ARGV[#ARGV]) then
    return redis.error_reply('LATE ' .. now)
  end
end
`;

/** A script of this text. */
export function scriptOf(
  steps: string,
  { hasWindow = false, isUnfenced = false }: ScriptOptions = {},
): Script {
  const text = (hasWindow ? WINDOW_LUA : "") + steps;
  const sha = createHash("sha1").update(text).digest("hex");
  return { text, sha, hasWindow, isUnfenced };
}
