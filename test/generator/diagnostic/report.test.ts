import { describe, expect, it } from "vitest";
import { Report } from "../../../generator/diagnostic/report.js";

const FAULT = { code: "CG3005", message: "named twice", span: { start: 5, end: 8 } } as const;

describe("a report", () => {
  it("tells of one thing in one place once", () => {
    const report = new Report();
    for (const message of ["named twice", "named twice", "named thrice"]) {
      report.add({ ...FAULT, message });
    }
    report.add({ ...FAULT, span: { start: 6, end: 8 } });
    const places = report.sorted().map(({ message, span }) => `${span.start} ${message}`);
    expect(places).toEqual(["5 named twice", "5 named thrice", "6 named twice"]);
  });
});
