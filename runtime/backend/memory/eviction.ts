/** How a store in memory chooses what it drops when it is full. */
export type EvictionName = "s3fifo" | "lru";

/** Keeps the order in which entries go. Entries are known by the number of their slot. */
export interface Eviction {
  /** Make room for slots from 0 up to `capacity`, which only grows. */
  reserve(capacity: number): void;
  /** Take in a new entry. */
  admit(slot: number, key: string): void;
  /** Note that an entry was read or replaced. */
  use(slot: number): void;
  /** Forget an entry that goes for another reason. */
  remove(slot: number): void;
  /** Choose the entry that goes, and forget it. There must be one. */
  evict(): number;
}
