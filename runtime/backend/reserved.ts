/** The names a backend needs for itself in a store, apart from those of entries. */
import { isWellFormed } from "../key/well-formed.js";

/** Stands before keys of our own. */
const RESERVED = "@";

/**
 * The key of an entry. No function has one that begins with the mark or has half a character in it, which as UTF-8 would be
 * every other half; one of an application's own gets another.
 */
export function entryKey(key: string): string {
  if (!isWellFormed(key)) return reservedKey("halves", JSON.stringify(key));
  return key.startsWith(RESERVED) ? RESERVED + key : key;
}

/** A key of our own: what it is for, and the name it belongs to. */
export function reservedKey(purpose: string, name: string): string {
  return `${RESERVED}${purpose}:${name}`;
}

/** A name in letters, digits and `_ . : -`: any store takes these. Different names stay different. */
export function plainName(name: string): string {
  return name.replace(/[^\w.:-]/g, (unit) => {
    return `%${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
