import type { KeyMangler } from "../../key/mangler.js";

/** Stands before keys of our own. */
const RESERVED = "@";

/** The keys of one adapted backend in its store, its own apart from those of entries. */
export class PlainKeys {
  /** Where the ages are kept: of hard invalidations, of soft ones. */
  readonly ages: readonly [hard: string, soft: string];

  constructor(name: string, mangle: KeyMangler = (key) => key) {
    const owner = mangle(escaped(name));
    this.ages = [`${RESERVED}hard:${owner}`, `${RESERVED}soft:${owner}`];
  }

  /** The key of an entry. No function has one that begins with the mark; one of an application's own gets another. */
  of(key: string): string {
    return key.startsWith(RESERVED) ? RESERVED + key : key;
  }
}

/** A name in letters, digits and `_ . : -`: any store takes these. Different names stay different. */
function escaped(name: string): string {
  return name.replace(/[^\w.:-]/g, (unit) => {
    return `%${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
