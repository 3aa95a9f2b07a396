import { describe, expect, it } from "vitest";
import { parseSize } from "../../../../generator/schema/option/size.js";

describe("parseSize", () => {
  it.each([
    ["1", 1],
    ["1000000", 1_000_000],
    ["12B", 12],
    ["500kB", 500_000],
    ["64MB", 64_000_000],
    ["2GB", 2_000_000_000],
    ["512KiB", 524_288],
    ["64MiB", 67_108_864],
    ["1GiB", 1_073_741_824],
  ])("reads %s as %i bytes", (text, bytes) => {
    expect(parseSize(text).bytes).toBe(bytes);
  });

  it.each([
    ["64KB", "did you mean kB?"],
    ["64mb", "did you mean MB?"],
    ["64M", "did you mean MB?"],
    ["64k", "did you mean kB?"],
    ["64 MB", "without the space"],
    ["1.5MB", "use a smaller unit"],
    ["64TB", "units are B, kB, MB and GB"],
    ["0", "at least 1 byte"],
    ["0MB", "at least 1 byte"],
    ["99999999GB", "for no limit"],
    ["-1", "units are"],
    ["1e6", "units are"],
    ["1_000", "units are"],
    ["", "units are"],
  ])("refuses %j with a hint", (text, hint) => {
    const size = parseSize(text);
    expect(size.bytes).toBeUndefined();
    expect(size).toHaveProperty("hint", expect.stringContaining(hint));
  });
});
