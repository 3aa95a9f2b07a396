/** Modules of Node that take longer to load than they are worth to most caches: each is loaded when it is first used. */
import type * as Crypto from "node:crypto";

let loaded: typeof Crypto | undefined;

/** `node:crypto`. It alone takes as long to load as half of the runtime. */
export function crypto(): typeof Crypto {
  return (loaded ??= process.getBuiltinModule("node:crypto"));
}

/** A value as `node:util` shows it. */
export function inspect(value: unknown): string {
  return process.getBuiltinModule("node:util").inspect(value);
}
