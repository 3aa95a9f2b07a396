import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { add, tallyOf } from "./tally.js";

const folder = mkdtempSync(join(tmpdir(), "cachegen-tally-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function report(numPassedTests: number, numFailedTests: number): string {
  const path = join(folder, `${numPassedTests}-${numFailedTests}.json`);
  writeFileSync(path, JSON.stringify({ numPassedTests, numFailedTests }));
  return path;
}

describe("tallyOf", () => {
  it("counts the tests of the report", () => {
    expect(tallyOf(report(7, 0), 0)).toEqual({ passed: 7, failed: 0 });
    expect(tallyOf(report(5, 2), 1)).toEqual({ passed: 5, failed: 2 });
  });

  it("counts a run that failed without a failed test as one failure", () => {
    expect(tallyOf(report(7, 0), 1)).toEqual({ passed: 7, failed: 1 });
    expect(tallyOf(report(7, 0), null)).toEqual({ passed: 7, failed: 1 });
  });

  it("counts a run that ended before there was a report as one failure", () => {
    expect(tallyOf(join(folder, "none.json"), 2)).toEqual({ passed: 0, failed: 1 });
  });

  it("counts a run that claims success without a report as one failure", () => {
    expect(tallyOf(join(folder, "none.json"), 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe("add", () => {
  it("sums what passed and what failed", () => {
    expect(add({ passed: 1, failed: 2 }, { passed: 3, failed: 4 })).toEqual({
      passed: 4,
      failed: 6,
    });
  });
});
