import type * as Crypto from "node:crypto";

let loaded: typeof Crypto | undefined;

/** `node:crypto`, loaded when it is first used: that takes longer than to load all of the runtime, and most caches need none of it. */
export function crypto(): typeof Crypto {
  return (loaded ??= process.getBuiltinModule("node:crypto"));
}
