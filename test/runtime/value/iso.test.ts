import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { isoText, momentOf } from "../../../runtime/value/iso.js";
import { instant } from "../../../runtime/value/wire.js";

const moments = fc.oneof(
  fc.date({
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  }),
  fc
    .constantFrom("0000-02-29", "0099-12-31", "0100-01-01", "1999-12-31", "2000-02-29")
    .map((day) => new Date(`${day}T00:00:00.000Z`)),
);

describe("isoText", () => {
  it("writes what toISOString writes", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        expect(isoText(moment, ":")).toBe(moment.toISOString());
        expect(isoText(moment, "")).toBe(moment.toISOString().replaceAll(":", ""));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("momentOf", () => {
  it("reads what Date reads", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(17, 20, 22, 23), (moment, length) => {
        const written = moment.toISOString();
        const cut = `${written.slice(0, length).replace(/[.:]$|:\d\d?$/, ":00")}Z`;
        for (const text of [written, cut]) {
          expect(momentOf(text)).toBe(new Date(text).getTime());
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("reads what the pattern of ISO texts takes, and nothing else", () => {
    const characters = fc.constantFrom(..."0123456789-:.TZ/ +a\u0660".split(""));
    fc.assert(
      fc.property(moments, fc.nat(23), characters, (moment, index, character) => {
        const written = moment.toISOString();
        const text = written.slice(0, index) + character + written.slice(index + 1);
        const expected = instant.test(text) ? new Date(text).getTime() : Number.NaN;
        expect(momentOf(text)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it("knows how long months are", () => {
    for (const year of ["0000", "0100", "0004", "1900", "2000", "2023", "2024", "9999"]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const [mm, dd] = [month, day].map((number) => String(number).padStart(2, "0"));
          const text = `${year}-${mm}-${dd}T00:00:00.000Z`;
          const expected = instant.test(text) ? new Date(text).getTime() : Number.NaN;
          expect(momentOf(text)).toBe(expected);
        }
      }
    }
  });
});
