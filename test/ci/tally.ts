import { existsSync, readFileSync } from "node:fs";

/** How many tests there were, by their end. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** What vitest's JSON report says, as far as it is of use here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/** Count the tests of a report; a run that failed without a failed test, or left no report, is one failure. */
export function tallyOf(reportPath: string, exitCode: number | null): Tally {
  const report = readReport(reportPath);
  if (report === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests } = report;
  return { passed, failed: exitCode === 0 ? numFailedTests : Math.max(1, numFailedTests) };
}

/** The sum of two tallies. */
export function add(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

function readReport(path: string): Report | undefined {
  if (!existsSync(path)) return undefined;
  // vitest wrote it.
  return JSON.parse(readFileSync(path, "utf8")) as Report;
}
