import { describe, expect, it } from "vitest";
import { durationText, parseDuration } from "../../../../generator/schema/option/duration.js";

describe("parseDuration", () => {
  it.each([
    ["250ms", 250],
    ["0s", 0],
    ["30s", 30_000],
    ["10m", 600_000],
    ["2h", 7_200_000],
    ["1d", 86_400_000],
    ["2w", 1_209_600_000],
    ["36500d", 3_153_600_000_000],
  ])("reads %s as %i milliseconds", (text, ms) => {
    expect(parseDuration(text).ms).toBe(ms);
  });

  it.each([
    "",
    "10",
    "m",
    "-1m",
    "1.5h",
    "1h30m",
    "10 m",
    "10min",
    "10M",
    "1e3s",
    "never",
    "36501d",
  ])("refuses %j with a hint", (text) => {
    const duration = parseDuration(text);
    expect(duration.ms).toBeUndefined();
    expect(duration).toHaveProperty("hint");
  });
});

describe("durationText", () => {
  it.each(["0s", "1ms", "3334ms", "90s", "40s", "2m", "10h", "3d", "2w"])("writes %s", (text) => {
    expect(durationText(parseDuration(text).ms ?? Number.NaN)).toBe(text);
  });
});
