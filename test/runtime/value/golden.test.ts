/** Envelopes exactly as they are written, byte by byte, and as they lie in a file: whatever comes later must read them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openEnvelope, sealEnvelope, type Envelope } from "../../../runtime/value/envelope.js";

interface Golden extends Envelope<string> {
  readonly what: string;
  readonly stored: string;
}

const golden = readFileSync(new URL("golden/envelopes.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Golden);

describe("an envelope", () => {
  it("has its forms on file", () => {
    expect(golden.map(({ what }) => what)).toEqual([
      "what Python writes",
      "all members",
      "before there were fingerprints",
      "not found",
    ]);
  });

  it.each(golden)("is written as ever: $what", ({ stored, metadata, kept }) => {
    expect(sealEnvelope({ metadata, kept })).toBe(stored);
  });

  it.each(golden)("is read as ever, from text and from bytes: $what", (each) => {
    const { stored, metadata, kept } = each;
    expect(openEnvelope(stored)).toEqual({ metadata, kept });
    expect(openEnvelope(Buffer.from(stored))).toEqual({ metadata, kept });
  });
});
