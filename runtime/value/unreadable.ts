/**
 * What lies in a store and cannot be read: damaged, of another version, or not ours at all. It stands where a kept value
 * would, and is what its reader is told.
 */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  /** What lies there, as the store gave it back. */
  readonly stored: unknown;

  constructor(stored: unknown) {
    super("what lies under the key is no entry, or a damaged one");
    this.stored = stored;
  }
}
