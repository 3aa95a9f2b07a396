import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import {
  openEnvelope,
  sealEnvelope,
  type Envelope,
  type Metadata,
} from "../../../runtime/value/envelope.js";

const BARE: Metadata = { createdMs: 1_795_289_912_726, costMs: 0, draw: 0, retryAtMs: 0 };
const FULL: Metadata = {
  createdMs: 1_795_289_912_726.354,
  costMs: 250.5,
  draw: 0.625,
  fillId: "fill-id_16_chars",
  hardId: "hard-id_16_chars",
  softId: "soft-id_16_chars",
  retryAtMs: 1_795_289_922_000,
};

function open(stored: unknown): Envelope<string> {
  const envelope = openEnvelope(stored);
  if (envelope === undefined) throw new Error("the envelope does not open");
  return envelope;
}

describe("sealEnvelope", () => {
  it("writes what dogpile.cache writes when there is nothing more to say (D86)", () => {
    expect(sealEnvelope({ metadata: BARE, kept: '{"id":7}' })).toBe(
      '{"ct": 1795289912.726, "v": 2}|{"id":7}',
    );
  });

  it("writes further members after ct and v, in this order: golden bytes", () => {
    expect(sealEnvelope({ metadata: FULL, kept: "null" })).toBe(
      '{"ct": 1795289912.726354, "v": 2, "fill": "fill-id_16_chars", "cost": 0.2505, "draw": 0.625,' +
        ' "hard": "hard-id_16_chars", "soft": "soft-id_16_chars", "retry": 1795289922}|null',
    );
  });

  it("lets no separator into the metadata", () => {
    const sealed = sealEnvelope({ metadata: { ...BARE, fillId: 'a|"b' }, kept: "x|y" });
    expect(sealed).toBe('{"ct": 1795289912.726, "v": 2, "fill": "a\\u007c\\"b"}|x|y');
    expect(open(sealed)).toMatchObject({ metadata: { fillId: 'a|"b' }, kept: "x|y" });
  });
});

describe("openEnvelope", () => {
  it("opens every envelope of version 2 ever written: golden bytes", () => {
    const golden =
      '{"ct": 1795289912.726354, "v": 2, "fill": "fill-id_16_chars", "cost": 0.2505, "draw": 0.625,' +
      ' "hard": "hard-id_16_chars", "soft": "soft-id_16_chars", "retry": 1795289922}|null';
    expect(open(golden)).toEqual({ metadata: FULL, kept: "null" });
  });

  it("gives back what was sealed, to the microsecond", () => {
    const id = fc.option(fc.string({ unit: "binary" }), { nil: undefined });
    const ms = fc.integer({ min: 1, max: 4e15 }).map((microseconds) => microseconds / 1_000);
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map(Math.abs);
    const metadata = fc.record({
      createdMs: ms,
      costMs: ms,
      draw,
      fillId: id,
      hardId: id,
      softId: id,
      retryAtMs: ms,
    });
    fc.assert(
      fc.property(metadata, fc.string(), (given, kept) => {
        const opened = open(sealEnvelope({ metadata: given, kept }));
        expect(opened.kept).toBe(kept);
        const { createdMs, costMs, retryAtMs, ...exact } = given;
        expect(opened.metadata).toMatchObject(exact);
        expect(opened.metadata.createdMs).toBeCloseTo(createdMs, 2);
        expect(opened.metadata.costMs).toBeCloseTo(costMs, 2);
        expect(opened.metadata.retryAtMs).toBeCloseTo(retryAtMs, 2);
      }),
    );
  });

  it("gives back whole milliseconds exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e12 }), (createdMs) => {
        const sealed = sealEnvelope({ metadata: { ...BARE, createdMs }, kept: "" });
        expect(open(sealed).metadata.createdMs).toBe(createdMs);
      }),
    );
  });

  it("reads what Python wrote: escaped letters, and the separator in the payload (D87)", () => {
    const python = '{"ct": 1795289912.7263536, "v": 2}|{"sum": 7, "s": "\\u00e9|x"}';
    expect(open(python).metadata).toEqual({ ...BARE, createdMs: 1_795_289_912_726.354 });
    expect(JSON.parse(open(python).kept)).toEqual({ sum: 7, s: "é|x" });
  });

  it("reads other spacing, another order, and members it does not know", () => {
    expect(open('{"x":"x","v":2.0,"ct":1795289912,"t":["x"]}|1')).toEqual({
      metadata: { ...BARE, createdMs: 1_795_289_912_000 },
      kept: "1",
    });
  });

  it("reads UTF-8 bytes as the text they are", () => {
    const sealed = sealEnvelope({ metadata: FULL, kept: '"żółw 🐢"' });
    expect(openEnvelope(Buffer.from(sealed))).toEqual(openEnvelope(sealed));
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["an object", { ct: 1, v: 2 }],
    ["an empty text", ""],
    ["a payload alone", '{"id":7}'],
    ["metadata alone", '{"ct": 1795289912.7, "v": 2}'],
    ["another version (D88)", '{"ct": 1795289912.7, "v": 1}|1'],
    ["a lease without a value", '{"ct": 1795289912.7, "v": 0}|'],
    ["a version that is text", '{"ct": 1795289912.7, "v": "2"}|1'],
    ["no version", '{"ct": 1795289912.7}|1'],
    ["no creation time", '{"v": 2}|1'],
    ["a creation time that is text", '{"ct": "1795289912.7", "v": 2}|1'],
    ["a creation time of 0", '{"ct": 0, "v": 2}|1'],
    ["a negative creation time", '{"ct": -1, "v": 2}|1'],
    ["an endless creation time", '{"ct": 1e999, "v": 2}|1'],
    ["Python's NaN", '{"ct": NaN, "v": 2}|1'],
    ["damaged metadata (D89)", '{"ct": 1795289912.7, "v": 2|1'],
    ["metadata that is a list", "[1795289912.7, 2]|1"],
    ["metadata that is null", "null|1"],
    ["a draw of 1", '{"ct": 1795289912.7, "v": 2, "draw": 1}|1'],
    ["a draw that is text", '{"ct": 1795289912.7, "v": 2, "draw": "0.5"}|1'],
    ["a negative cost", '{"ct": 1795289912.7, "v": 2, "cost": -1}|1'],
    ["an id that is a number", '{"ct": 1795289912.7, "v": 2, "hard": 7}|1'],
    ["a retry time that is null", '{"ct": 1795289912.7, "v": 2, "retry": null}|1'],
    ["members of a prototype", '{"__proto__": {"ct": 1795289912.7, "v": 2}}|1'],
    ["a pickle", Buffer.from('{"ct": 1795289912.7, "v": 2}|\x80\x04\x95\x0c.', "latin1")],
  ])("opens %s to nothing", (_, stored) => {
    expect(openEnvelope(stored)).toBeUndefined();
  });

  it("throws at nothing, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array(), fc.json(), fc.anything()), (stored) => {
        expect(() => openEnvelope(stored)).not.toThrow();
        expect(() => openEnvelope(`${String(JSON.stringify(stored))}|1`)).not.toThrow();
      }),
    );
  });
});
