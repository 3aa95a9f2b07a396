/** Words to tell scenarios with. */
import type { Caller, Deed } from "./scenario.js";

type When = Pick<Caller, "after" | "once">;

/** A caller of a process. */
export function comes(name: string, process: string, deed: Deed, when: When = {}): Caller {
  return { name, process, deed, ...when };
}

/** Get or create one key. */
export function call(key: string): Deed {
  return { verb: "call", keys: [key], multi: false };
}

/** Get or create many keys at once. */
export function callMany(...keys: readonly string[]): Deed {
  return { verb: "call", keys, multi: true };
}

/** Get or create one key without storing what was created. */
export function callUnstored(key: string): Deed {
  return { verb: "callUnstored", keys: [key] };
}

export function get(key: string): Deed {
  return { verb: "get", keys: [key] };
}

export function refresh(key: string): Deed {
  return { verb: "refresh", keys: [key] };
}

export function set(key: string): Deed {
  return { verb: "set", keys: [key] };
}

export function invalidate(...keys: readonly string[]): Deed {
  return { verb: "invalidate", keys };
}

/** Invalidate the whole region, of which these are the keys. */
export function invalidateRegion(mode: "hard" | "soft", ...keys: readonly string[]): Deed {
  return { verb: "invalidateRegion", keys, soft: mode === "soft" };
}

/** Another caller of the process goes away. */
export function abort(caller: string): Deed {
  return { verb: "abort", caller };
}

export const die: Deed = { verb: "die" };
