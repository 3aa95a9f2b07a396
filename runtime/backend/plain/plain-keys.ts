import type { KeyMangler } from "../../key/mangler.js";
import { entryKey, plainName, reservedKey } from "../reserved.js";

/** The keys of one adapted backend in its store, its own apart from those of entries. */
export class PlainKeys {
  /** Where the ages are kept: of hard invalidations, of soft ones. */
  readonly ages: readonly [hard: string, soft: string];

  constructor(name: string, mangle: KeyMangler = (key) => key) {
    const owner = mangle(plainName(name));
    this.ages = [reservedKey("hard", owner), reservedKey("soft", owner)];
  }

  /** The key of an entry. */
  of(key: string): string {
    return entryKey(key);
  }
}
