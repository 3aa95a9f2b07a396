import { CacheError } from "../errors.js";
import type { Schema } from "./serializer.js";

/**
 * A type's zod schema, which is the first to need zod.
 *
 * @throws CacheError `zod-missing` where zod is not installed.
 */
export async function loadSchema<V>(load: () => Promise<Schema<V>>): Promise<Schema<V>> {
  try {
    return await load();
  } catch (cause) {
    if (!isWithoutZod(cause)) throw cause;
    const message = "zod is not installed; install it: npm install zod";
    throw new CacheError("zod-missing", message, { cause });
  }
}

/** What Node says of a package that it does not find, to modules of either kind. */
function isWithoutZod(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const isMissing = error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND";
  return isMissing && /'zod['/]/.test(error.message);
}
