/** Which stored texts are checked: programs of one schema, and of the one before or after it, on one store. */
import {
  defineFunction,
  defineMapFunction,
  defineRegion,
  isNoValue,
  Misfit,
  NO_VALUE,
  type Accessor,
  type MapAccessor,
  type RegionSettings,
  type Serializer,
} from "cachegen/runtime";
import { manualClock } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { mapBackend, SharedMap } from "../../contract/map-backend.js";
import { item, itemOrNull, type Item } from "../../support/shop.js";

type Find = Accessor<[id: number], Item | null>;
type FindMany = MapAccessor<[ids: readonly number[]], [id: number], [], number, Item | null>;

const OURS = "00000000000000aa";
const ANOTHER = "00000000000000bb";
const NOT_AN_ITEM = '{"id":1,"label":7,"at":"2026-01-01T00:00:00.000Z"}';

const clock = manualClock();

/** A program with its schema on a store it shares with others, and how it reads. */
function program(
  shared: SharedMap,
  fingerprint: string,
  settings: RegionSettings = {},
  serializer: Serializer<Item | null> = itemOrNull,
) {
  const reads: string[] = [];
  const { revive } = serializer;
  const counted: Serializer<Item | null> = {
    ...serializer,
    decode: (text) => (reads.push("checked"), serializer.decode(text)),
    ...(revive && { revive: (text) => (reads.push("parsed"), revive(text)) }),
  };
  const region = defineRegion({ name: "items", ...settings }).configure({
    backend: mapBackend(clock, { form: "text" }, shared),
    clock,
  });
  const misfits: unknown[] = [];
  region.on("misfit", ({ error }) => misfits.push(error));
  const own = { region, key: (id: number) => `items:${id}`, serializer: counted, fingerprint };
  const find = defineFunction<[id: number], Item | null, Find, [id: number]>({
    ...own,
    name: "find",
    args: (id) => [id],
  });
  const findMany = defineMapFunction<
    [ids: readonly number[]],
    [id: number],
    [],
    number,
    Item | null,
    FindMany,
    [ids: readonly number[]]
  >({ ...own, name: "findMany", varying: 0, args: (ids) => [ids] });
  return { region, find, findMany, reads, misfits };
}

/** A store in which a program of a schema has kept the first item. */
async function storeOf(fingerprint: string): Promise<SharedMap> {
  const shared = new SharedMap();
  await program(shared, fingerprint).find.set(item(1), 1);
  return shared;
}

/** Exchange the value of the first item for something else, in an envelope that stays. */
function spoil(shared: SharedMap, payload: string): void {
  const stored = shared.stored.get("items:1");
  const text = String(stored?.value);
  const value = text.slice(0, text.indexOf("|") + 1) + payload;
  shared.stored.set("items:1", { value, untilMs: Infinity });
}

/** Every way to read the first item, without creating it. */
const READINGS: readonly (readonly [
  string,
  (reader: ReturnType<typeof program>) => Promise<unknown>,
])[] = [
  ["get", ({ find }) => find.get(1)],
  ["get of many", async ({ findMany }) => (await findMany.get([1])).get(1)],
  ["a call", ({ find }) => find.cacheOnArguments(() => null)(1)],
  [
    "a call for many",
    async ({ findMany }) => (await findMany.cacheMultiOnArguments(() => new Map())([1])).get(1),
  ],
  ["getValueMetadata", async ({ find }) => (await find.getValueMetadata(1))?.value],
];

describe("validate: changed", () => {
  it.each(READINGS)("only parses what was written for the same type: %s", async (_, read) => {
    const reader = program(await storeOf(OURS), OURS);
    expect(await read(reader)).toEqual(item(1));
    expect(reader.reads).toEqual(["parsed"]);
  });

  it.each(READINGS)(
    "checks what was written for another type, and takes it: %s",
    async (_, read) => {
      const reader = program(await storeOf(ANOTHER), OURS);
      expect(await read(reader)).toEqual(item(1));
      expect(reader.reads).toEqual(["checked"]);
      expect(reader.misfits).toEqual([]);
    },
  );

  it("makes a miss of what no longer fits, says so once, and leaves it to who can read it", async () => {
    const shared = await storeOf(ANOTHER);
    spoil(shared, NOT_AN_ITEM);
    const before = shared.stored.get("items:1");
    const { find, misfits, region } = program(shared, OURS);
    expect(await find.get(1)).toBe(NO_VALUE);
    expect(misfits).toEqual([expect.any(Misfit)]);
    expect(String(misfits[0])).toBe("Misfit: Item.label is not a string");
    expect(region.statistics().get("find")).toMatchObject({ misfits: 1, errors: 0, hits: 0 });
    expect(shared.stored.get("items:1")).toBe(before);
  });

  it("has what no longer fits made anew, of one and of many", async () => {
    const shared = await storeOf(ANOTHER);
    spoil(shared, NOT_AN_ITEM);
    const first = program(shared, OURS);
    expect(await first.find.cacheOnArguments(() => item(1, "new"))(1)).toEqual(item(1, "new"));
    expect(first.misfits).toHaveLength(1);
    spoil(shared, NOT_AN_ITEM);
    const second = program(shared, ANOTHER);
    const many = second.findMany.cacheMultiOnArguments(() => new Map([[1, item(1, "newer")]]));
    expect(await many([1])).toEqual(new Map([[1, item(1, "newer")]]));
    expect(second.misfits).toHaveLength(1);
    expect(second.reads).toEqual(["checked", "parsed"]);
  });

  it("lets zod tell of all that does not fit", async () => {
    const shared = await storeOf(ANOTHER);
    spoil(shared, '{"id":"1","label":7}');
    const { find, misfits } = program(shared, OURS);
    await find.get(1);
    const [misfit] = misfits;
    if (!(misfit instanceof Misfit)) throw new Error("no misfit");
    expect((await misfit.explain()).map(({ path }) => path)).toEqual([["id"], ["label"], ["at"]]);
  });

  it("checks what the region's own verb stored: its type is not known", async () => {
    const shared = new SharedMap();
    const { region, find, reads, misfits } = program(shared, OURS);
    await region.set("items:1", JSON.parse(itemOrNull.encode(item(1))));
    expect(String(shared.stored.get("items:1")?.value)).not.toContain('"fp"');
    expect(await find.get(1)).toEqual(item(1));
    await region.set("items:1", { id: 1 });
    expect(await find.get(1)).toBe(NO_VALUE);
    expect(reads).toEqual(["checked", "checked"]);
    expect(misfits).toHaveLength(1);
  });

  it("checks what a function stored that the region's own verb reads", async () => {
    const { region } = program(await storeOf(OURS), OURS);
    expect(await region.get("items:1")).toEqual(JSON.parse(itemOrNull.encode(item(1))));
    const deep = await storeOf(OURS);
    spoil(deep, `${"[".repeat(600)}${"]".repeat(600)}`);
    const reader = program(deep, OURS);
    expect(await reader.region.get("items:1")).toBe(NO_VALUE);
    expect(reader.misfits).toHaveLength(1);
  });

  it("checks everything where there is no shorter way", async () => {
    const { revive: _, ...checking } = itemOrNull;
    const { find, reads } = program(await storeOf(OURS), OURS, {}, checking);
    expect(await find.get(1)).toEqual(item(1));
    expect(reads).toEqual(["checked"]);
  });

  it("is the same with serializer: zod", async () => {
    const same = program(await storeOf(OURS), OURS, { serializer: "zod" });
    expect(await same.find.get(1)).toEqual(item(1));
    expect(same.reads).toEqual(["parsed"]);
    const shared = await storeOf(ANOTHER);
    spoil(shared, NOT_AN_ITEM);
    const other = program(shared, OURS, { serializer: "zod" });
    expect(await other.find.get(1)).toBe(NO_VALUE);
    expect(other.misfits).toHaveLength(1);
  });

  it("parses null, and remembers it under its type", async () => {
    const shared = new SharedMap();
    await program(shared, OURS).find.set(null, 1);
    const { find, reads } = program(shared, OURS);
    expect(await find.get(1)).toBeNull();
    expect(reads).toEqual(["parsed"]);
  });

  it("reads what was just made as what it was made for, by all who waited", async () => {
    const { find, reads } = program(new SharedMap(), OURS);
    const cached = find.cacheOnArguments(() => item(1));
    const values = await Promise.all([cached(1), cached(1), cached(1)]);
    expect(values).toEqual([item(1), item(1), item(1)]);
    expect(new Set(values).size).toBe(3);
    expect(new Set(reads)).toEqual(new Set(["parsed"]));
  });
});

describe("validate: always", () => {
  it.each(READINGS)("checks what was written for the same type too: %s", async (_, read) => {
    const reader = program(await storeOf(OURS), OURS, { validate: "always" });
    expect(await read(reader)).toEqual(item(1));
    expect(reader.reads).toEqual(["checked"]);
  });

  it("makes a miss of what somebody put under the same fingerprint", async () => {
    const shared = await storeOf(OURS);
    spoil(shared, NOT_AN_ITEM);
    const { find, misfits } = program(shared, OURS, { validate: "always" });
    expect(isNoValue(await find.get(1))).toBe(true);
    expect(misfits).toHaveLength(1);
  });
});

describe("validate: never", () => {
  it.each(READINGS)("only parses, whatever it was written for: %s", async (_, read) => {
    const reader = program(await storeOf(ANOTHER), OURS, { validate: "never" });
    expect(await read(reader)).toEqual(item(1));
    expect(reader.reads).toEqual(["parsed"]);
  });

  it("hands out what the others refuse: the twin of their checks", async () => {
    const shared = await storeOf(ANOTHER);
    spoil(shared, NOT_AN_ITEM);
    const { find, misfits } = program(shared, OURS, { validate: "never" });
    expect(await find.get(1)).toEqual({ ...item(1), label: 7 });
    expect(misfits).toEqual([]);
  });

  it("makes a miss of what cannot even be parsed", async () => {
    const shared = await storeOf(OURS);
    for (const payload of ["{", "7", '{"at":7}', "[]"]) {
      spoil(shared, payload);
      const { find } = program(shared, OURS, { validate: "never" });
      expect(await find.get(1), payload).toBe(NO_VALUE);
    }
  });
});

describe("what is no way to validate", () => {
  it("is refused", () => {
    // As untyped code may give it.
    const validate = "sometimes" as "always";
    expect(() => defineRegion({ name: "items", validate })).toThrow(
      /validate is 'sometimes'; give one of changed, always, never/,
    );
  });
});
