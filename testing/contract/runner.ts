/** What a suite needs of a test runner: vitest, jest, mocha and node:test have it. */
export interface Runner {
  /** Name a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Declare a test; it fails when the promise rejects. */
  it(name: string, body: () => Promise<void>): unknown;
}

/** One sentence of a contract, and how it is tried on a subject of its own. */
export interface Clause<Subject> {
  /** A sentence about the subject, in the present tense. */
  readonly says: string;
  readonly holds: (subject: Subject) => Promise<void>;
}

/** Clauses about one matter. */
export interface Chapter<Subject> {
  readonly name: string;
  readonly clauses: readonly Clause<Subject>[];
}

/** Declare a test for each clause; `withSubject` makes a new subject, and ends it whatever comes. */
export function describeChapters<Subject>(
  runner: Runner,
  chapters: readonly Chapter<Subject>[],
  withSubject: (work: (subject: Subject) => Promise<void>) => Promise<void>,
): void {
  for (const { name, clauses } of chapters) {
    runner.describe(name, () => {
      for (const { says, holds } of clauses) runner.it(says, () => withSubject(holds));
    });
  }
}
