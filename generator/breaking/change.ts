/** What a change touches: keys, the form of what is stored, or the types that callers compile against. */
export type Category = "KEY" | "WIRE" | "SOURCE";

/** Something that was otherwise before, and on which others may rely. */
export interface Change {
  readonly category: Category;
  /** A region, a function as `region.function`, a type or its member as `Type.member`: as it is called today, if it is there. */
  readonly subject: string;
  readonly message: string;
  /** What comes of it, and what to do. */
  readonly hint: string;
  /** The version that was raised to say that it is meant. */
  readonly approvedBy?: number;
}
