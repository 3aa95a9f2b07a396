/** The names a backend needs for itself in a store, apart from those of entries. */

/** Stands before keys of our own. */
const RESERVED = "@";

/** The key of an entry. No function has one that begins with the mark; one of an application's own gets another. */
export function entryKey(key: string): string {
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
