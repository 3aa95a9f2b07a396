import { crypto } from "../builtin.js";
import { isWellFormed } from "./well-formed.js";

/** Makes the key a store sees of the key a function makes. Must give different keys for different keys. */
export type KeyMangler = (key: string) => string;

/**
 * The SHA-1 of the key's UTF-8 bytes in 40 hexadecimal digits.
 *
 * @see dogpile.cache `sha1_mangle_key`
 */
export const sha1: KeyMangler = (key) => digest("sha1", key);

/** The SHA-256 of the key's UTF-8 bytes in 64 hexadecimal digits. */
export const sha256: KeyMangler = (key) => digest("sha256", key);

/**
 * Mangles keys of more than this many characters, and leaves shorter ones as they are.
 *
 * @see dogpile.cache `length_conditional_mangler`. Differs: that one mangles at this length too.
 */
export function longerThan(length: number, mangler: KeyMangler = sha256): KeyMangler {
  return (key) => (key.length > length ? mangler(key) : key);
}

/** A lone surrogate has no UTF-8 form, and would be one with every other: such a key is told apart by its code units. */
function digest(algorithm: string, key: string): string {
  const hash = crypto().createHash(algorithm);
  if (isWellFormed(key)) return hash.update(key, "utf8").digest("hex");
  return hash.update(Buffer.from(key, "utf16le")).update("utf-16").digest("hex");
}
