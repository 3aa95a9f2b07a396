/** What a member of the fleet is told, and what it tells. */

/** How a member is started: by the environment. */
export interface MemberOptions {
  readonly cacheUrl: string;
  /** Where the truth lies: a server nothing happens to. */
  readonly truthUrl: string;
  readonly seed: number;
  readonly keys: number;
  /** How entries lie on the server: as ours do, or as those that Python shares. */
  readonly layout: "own" | "dogpile";
  /** Take the comparison of tokens out of the fills: the test must notice. */
  readonly broken: boolean;
}

/** What a member is told when all has been seen that was to be seen: until then it goes on. */
export const ENOUGH = "enough";

/** What a member has seen so far: told again and again, and once more when it ends. */
export interface Report {
  readonly reads: number;
  readonly violations: number;
  readonly creations: number;
  readonly fenced: number;
  readonly invalidations: number;
  readonly hardInvalidations: number;
  readonly softInvalidations: number;
  /** Invalidations that the server did not confirm, and that were tried again. */
  readonly unconfirmed: number;
}

/** Before anything was seen. */
export const NOTHING_SEEN: Report = {
  reads: 0,
  violations: 0,
  creations: 0,
  fenced: 0,
  invalidations: 0,
  hardInvalidations: 0,
  softInvalidations: 0,
  unconfirmed: 0,
};
