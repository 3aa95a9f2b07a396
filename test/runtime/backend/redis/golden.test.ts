/** Entries exactly as they are written, byte by byte, and as they lie in files: whatever comes later must read them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Ages } from "../../../../runtime/backend/redis/ages.js";
import { heldIn, lockKey } from "../../../../runtime/backend/redis/dogpile/entry.js";
import {
  entryText,
  LAYOUT_LUA,
  openEntry,
  type ReadEntry,
} from "../../../../runtime/backend/redis/own/entry.js";
import { timeText } from "../../../../runtime/backend/redis/notation.js";
import { sealEnvelope } from "../../../../runtime/value/envelope.js";
import { StringPointMapCompact } from "../../../cases/compact/expected/serializers.js";

interface Golden {
  readonly what: string;
  readonly stored: string;
  readonly entry: ReadEntry;
}

const golden = readFileSync(new URL("golden/entries.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Golden);

const LEASED =
  '{"ct": 1795289912.726, "v": 2, "lease": "token-of-16_char' +
  'soft-id_16_chars", "until": 1795289922.726, "retry": 1795289932.000, "fill": "fill-id_16_chars",' +
  ' "hard": "hard-id_16_chars", "soft": "soft-id_16_chars", "cost": 0.25, "draw": 0.5}|7';

describe("an entry on a server", () => {
  it("has its forms on file", () => {
    expect(golden.map(({ what }) => what)).toEqual([
      "a value of a type",
      "a value of any type",
      "null",
      "not found",
      "a value by position",
    ]);
  });

  it.each(golden)("is written as ever: $what", ({ stored, entry }) => {
    expect(entryText({ ...entry, fingerprint: entry.fingerprint })).toBe(stored);
  });

  it.each(golden)("is read as ever: $what", ({ stored, entry }) => {
    expect(openEntry(stored)).toEqual(entry);
  });

  it("is read with a lease on it, and with the note of a failed refresh", () => {
    expect(openEntry(LEASED)).toMatchObject({ retryAtMs: 1_795_289_932_000, payload: "7" });
  });

  it("may hold a lease and no value", () => {
    const alone = /local EMPTY = '(.+)'/.exec(LAYOUT_LUA)?.[1] ?? "";
    expect(alone).toBe(
      '{"ct": 1.000000000000, "v": 0, "lease": "................................", "until": 0.000000000000,' +
        ' "retry": 0.000000000000, "fill": "................", "hard": "................", "soft": "................"}|',
    );
    expect(openEntry(alone)).toBeUndefined();
  });

  it("has its members where scripts look for them", () => {
    expect(LAYOUT_LUA).toContain("local ID, TIME, HEAD = 16, 14, 208");
    expect(LAYOUT_LUA).toContain("local V, LEASE, UNTIL = 28, 41, 85");
    expect(LAYOUT_LUA).toContain("local RETRY, FILL = 110, 135");
    expect(LAYOUT_LUA).toContain("local HARD, SOFT = 163, 191");
  });

  it("holds a value by position as its serializer writes it", () => {
    const text = StringPointMapCompact.encode(new Map([["a", { x: 1, y: 2 }]]));
    expect(golden.at(-1)?.entry.payload).toBe(text);
  });

  it.each([
    ["another version", (text: string) => text.replace('"v": 2', '"v": 3')],
    ["another order", (text: string) => text.replace(/("hard": .{18}), ("soft": .{18})/, "$2, $1")],
    ["another spacing", (text: string) => text.replaceAll(": ", ":")],
    ["a member more", (text: string) => text.replace('"cost"', '"size": 1, "cost"')],
    ["no head", (text: string) => text.slice(text.indexOf("|"))],
  ])("is none with %s", (_, change) => {
    for (const { stored } of golden) expect(openEntry(change(stored))).toBe("damaged");
  });

  it("writes times in 14 characters, and none for what no clock shows", () => {
    expect(timeText(1_795_289_912_726)).toBe("1795289912.726");
    expect([timeText(0), timeText(1e15)]).toEqual(["0.000000000000", "0.000000000000"]);
  });
});

/** A server whose clock is ours. */
const store = {
  clock: { nowMs: () => 1_795_289_913_000, after: () => () => undefined },
  connection: { time: { toOwnMs: (serverMs: number) => serverMs } },
} as unknown as Parameters<typeof heldIn>[2];

describe("an entry that Python shares", () => {
  const ages = new Ages("hard-id_16_chars:soft-id_16_chars:1795289900.000:1795289900.000");
  const ours = sealEnvelope({
    metadata: {
      createdMs: 1_795_289_912_726,
      fingerprint: "e5fbcd2db8810d52",
      costMs: 250,
      draw: 0.5,
      fillId: "fill-id_16_chars",
      hardId: "hard-id_16_chars",
      softId: "soft-id_16_chars",
      retryAtMs: 0,
    },
    kept: '{"id":7}',
  });

  it("is written as ever", () => {
    expect(ours).toBe(
      '{"ct": 1795289912.726, "v": 2, "fp": "e5fbcd2db8810d52", "fill": "fill-id_16_chars", "cost": 0.25,' +
        ' "draw": 0.5, "hard": "hard-id_16_chars", "soft": "soft-id_16_chars"}|{"id":7}',
    );
    expect(lockKey("app:get|1")).toBe("_lockapp:get|1");
  });

  it("is read as ever, ours and Python's", () => {
    expect(heldIn(ours, ages, store)).toMatchObject({
      kept: '{"id":7}',
      fingerprint: "e5fbcd2db8810d52",
      outdated: false,
    });
    const python = '{"ct": 1795289912.7263536, "v": 2}|{"id": 7}';
    const held = heldIn(python, ages, store);
    expect(held).toMatchObject({ kept: '{"id": 7}', outdated: false });
    expect(held?.fingerprint).toBeUndefined();
  });
});
