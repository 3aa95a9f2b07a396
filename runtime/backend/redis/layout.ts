/** How the entries of a region and their leases lie on a server. Contracts only. */
import type { Acquisition, Deposit, Held, Lease, LeaseRequest } from "../backend.js";
import type { AgeIds, Ages } from "./ages.js";
import type { Stored } from "./read-batch.js";
import type { Script } from "./script.js";

/** A request with the token its lease will have. */
export interface Request extends LeaseRequest {
  readonly token: string;
}

/** A lease with the ages it was given in: what it makes belongs to these. */
export interface AgedLease extends Lease, AgeIds {
  readonly token: string;
}

/**
 * What is done in one step each. `KEYS` are the key of the ages, then those of each entry. `ARGV` come in the order given,
 * what is in brackets once for each entry; nothing is an empty text. Ages are a hard and a soft id; new ones are both in one,
 * for a region that has none.
 */
export interface Scripts {
  /** `ARGV`: new ages (token, how long the lease lasts, the fill that was seen, `1` to take over). Answers the ages, and of each key. */
  readonly ACQUIRE: Script;
  /** `ARGV`: (token, ages, what else proves the lease, text to store or nothing, how long to keep it or nothing). Answers 1 or 0. */
  readonly FILL: Script;
  /** `ARGV`: how long leases last from now (token). Answers 1 or 0. */
  readonly RENEW: Script;
  /** `ARGV`: when a refresh may be tried again or nothing (token). */
  readonly RELEASE: Script;
  /** `ARGV`: new ages (text without ages, how long to keep it or nothing). */
  readonly WRITE: Script;
  /** `ARGV`: whether the entry or only its payload was seen, the digest of that. For one entry, which nobody makes anew. */
  readonly DISCARD: Script;
  readonly INVALIDATE: Script;
  /** Answers 1 or 0, for one entry. */
  readonly IS_LEASED: Script;
}

/** What a {@link RedisBackend} must know of its entries. */
export interface Layout {
  readonly scripts: Scripts;
  /** The keys of an entry on the server. */
  keysOf(key: string): readonly string[];
  /** What lies under the key of an entry, to its readers. */
  held(stored: Stored, ages: Ages): Held | undefined;
  /** How a deposit is written. */
  textOf(deposit: Deposit, ages: AgeIds): string;
  /** What proves a lease besides its token and ages. */
  proofOf(lease: Lease): readonly string[];
  /** What was answered to a request. Throws where that makes no sense. */
  acquisition(request: Request, ages: Ages, answer: unknown): Acquisition;
  /** Wake all who wait. */
  close(): void;
}
