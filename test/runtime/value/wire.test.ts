import { describe, expect, it } from "vitest";
import * as z from "zod";
import * as wire from "../../../runtime/value/wire.js";

describe("wire", () => {
  it("has one text for each integer", () => {
    for (const text of ["0", "7", "-7", "10", "90071992547409930000"])
      expect(text).toMatch(wire.integer);
    for (const text of ["", "-0", "00", "07", "+7", "7.0", "7n", " 7"]) {
      expect(text).not.toMatch(wire.integer);
    }
  });

  it("knows the days of each month, leap days included", () => {
    for (let month = 1; month <= 12; month++) {
      for (const year of [2000, 2023, 2024, 2100]) {
        const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const prefix = `${year}-${String(month).padStart(2, "0")}-`;
        expect(`${prefix}${last}`).toMatch(wire.day);
        expect(`${prefix}${last + 1}`).not.toMatch(wire.day);
      }
    }
  });

  it("judges base64 by length and characters", () => {
    expect(["", "YQ==", "YWI=", "YWJj"].map(wire.isBase64)).toEqual([true, true, true, true]);
    expect(["YQ", "YQ=", "Y===", "YW=j", "YWJ-"].map(wire.isBase64)).toEqual(Array(5).fill(false));
  });

  it("carries sets and maps of what zod carries in arrays", () => {
    const moment = z.codec(z.iso.datetime(), z.date(), wire.datetime);
    const seen = z.codec(z.array(z.tuple([z.string(), moment])), z.map(z.any(), z.any()), wire.map);
    const when = new Map([["a", new Date(0)]]);
    expect(z.encode(seen, when)).toEqual([["a", "1970-01-01T00:00:00.000Z"]]);
    expect(z.decode(seen, [["a", "1970-01-01T00:00:00.000Z"]])).toEqual(when);

    const flags = z.codec(z.array(z.string()), z.set(z.any()), wire.set);
    expect(z.encode(flags, new Set(["a"]))).toEqual(["a"]);
    expect(z.decode(flags, ["a", "a"])).toEqual(new Set(["a"]));
    expect(z.safeEncode(flags, new Set([1])).success).toBe(false);
  });
});
