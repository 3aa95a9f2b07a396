import { isCacheError, NO_VALUE } from "cachegen/runtime";
import fc from "../../support/fast-check.js";
import { describe, expect, it, vi } from "vitest";
import { gate, settled } from "cachegen/testing";
import { item, shop, type Item } from "../../support/shop.js";

const MINUTE_MS = 60_000;

/** Finds even ids only. */
async function evenItems(_shop: string, ids: readonly number[]): Promise<Map<number, Item>> {
  return new Map(ids.filter((id) => id % 2 === 0).map((id) => [id, item(id)]));
}

describe("a multi function with a map", () => {
  it("asks the creator once, for the items that have no value", async () => {
    const { getItem, getItems } = shop();
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    await getItem.set(item(2, "known"), "a", 2);
    expect(await many("a", [2, 4, 6])).toEqual(
      new Map([
        [2, item(2, "known")],
        [4, item(4)],
        [6, item(6)],
      ]),
    );
    expect(creator.mock.calls.map(([, ids]) => ids)).toEqual([[4, 6]]);
  });

  it("answers in the order of the items, each once", async () => {
    const { getItems } = shop();
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    expect([...(await many("a", [6, 2, 6, 4, 2])).keys()]).toEqual([6, 2, 4]);
    expect(creator.mock.calls[0]?.[1]).toHaveLength(3);
  });

  it("leaves out what was not found, and asks for it again next time", async () => {
    const { getItems } = shop();
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    expect(await many("a", [1, 2])).toEqual(new Map([[2, item(2)]]));
    await many("a", [1, 2]);
    expect(creator.mock.calls.map(([, ids]) => ids)).toEqual([[1, 2], [1]]);
  });

  it("remembers what was not found for as long as missing says", async () => {
    const { clock, getItems } = shop({}, { missingMs: 1000 });
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    await many("a", [1]);
    expect(await many("a", [1])).toEqual(new Map());
    expect(await many.get("a", [1])).toEqual(new Map());
    expect(creator).toHaveBeenCalledTimes(1);
    clock.advanceMs(1001);
    await many("a", [1]);
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("does not let a remembered not-found stand in the way of a single call", async () => {
    const { getItem, getItems } = shop({}, { missingMs: 1000 });
    await getItems.cacheMultiOnArguments(evenItems)("a", [1]);
    const cached = getItem.cacheOnArguments(async (_, id) => item(id, "made alone"));
    expect(await cached("a", 1)).toEqual(item(1, "made alone"));
  });

  it("asks for nothing when asked for nothing", async () => {
    const { getItems } = shop();
    const creator = vi.fn(evenItems);
    expect(await getItems.cacheMultiOnArguments(creator)("a", [])).toEqual(new Map());
    expect(creator).not.toHaveBeenCalled();
  });

  it("splits by maxBatch", async () => {
    const { getItems } = shop({}, { maxBatch: 2 });
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    expect((await many("a", [2, 4, 6, 8, 10])).size).toBe(5);
    expect(creator.mock.calls.map(([, ids]) => ids.length)).toEqual([2, 2, 1]);
  });

  it("creates each key once for overlapping calls, single and multi", async () => {
    const { getItem, getItems } = shop();
    const opening = gate();
    const asked: number[] = [];
    const many = getItems.cacheMultiOnArguments(async (name, ids) => {
      asked.push(...ids);
      await opening.opened;
      return evenItems(name, ids);
    });
    const one = getItem.cacheOnArguments(async (_, id) => {
      asked.push(id);
      return item(id);
    });
    const calls = [many("a", [2, 4]), many("a", [4, 6]), one("a", 2)];
    await settled();
    opening.open();
    await Promise.all(calls);
    expect(asked.sort()).toEqual([2, 4, 6]);
  });

  it("rejects when its creator fails, and leaves nothing behind", async () => {
    const { getItems } = shop();
    const failure = new Error("down");
    const creator = vi
      .fn<typeof evenItems>()
      .mockRejectedValueOnce(failure)
      .mockImplementation(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    await expect(many("a", [2, 4])).rejects.toBe(failure);
    expect((await many("a", [2, 4])).size).toBe(2);
  });

  it("refuses an answer that is no map", async () => {
    const { getItems } = shop();
    const many = getItems.cacheMultiOnArguments((async () => [item(1)]) as never);
    const error = await many("a", [1]).catch((reason: unknown) => reason);
    expect(isCacheError(error, "result-shape")).toBe(true);
    expect(String(error)).toMatch(/a list where a Map was expected/);
  });
});

describe("the verbs of a multi function", () => {
  it("get, set, invalidate, refresh, key and original work on lists and maps", async () => {
    const { getItems } = shop();
    const creator = vi.fn(evenItems);
    const many = getItems.cacheMultiOnArguments(creator);
    await many.set(new Map([[2, item(2, "set")]]), "a");
    expect(await many.get("a", [2, 4])).toEqual(new Map([[2, item(2, "set")]]));
    expect(await many.refresh("a", [2])).toEqual(new Map([[2, item(2)]]));
    await many.invalidate("a", [2]);
    expect(await many.get("a", [2])).toEqual(new Map());
    expect(many.key("a", 2)).toBe("test:shop:getItem:a:2");
    expect(await many.original("a", [2])).toEqual(new Map([[2, item(2)]]));
    expect(creator).toHaveBeenCalledTimes(2);
  });

  it("refresh of an item that is gone is no error", async () => {
    const { getItems } = shop();
    const many = getItems.cacheMultiOnArguments(evenItems);
    expect(await many.refresh("a", [1])).toEqual(new Map());
  });

  it("works as a method decorator, with the list where it was declared", async () => {
    const { getItems } = shop();
    class Items {
      readonly label = "of the class";

      @getItems.cacheMultiOnArguments
      async byIds(
        _shop: string,
        ids: readonly number[],
      ): Promise<ReadonlyMap<number, Item | null>> {
        return new Map(ids.map((id) => [id, item(id, this.label)]));
      }
    }
    expect((await new Items().byIds("a", [2])).get(2)).toEqual(item(2, "of the class"));
  });
});

describe("a multi function with a list", () => {
  it("answers aligned with the items, duplicates included", async () => {
    const { listItems } = shop();
    const creator = vi.fn(async (_: string, ids: readonly number[]) => ids.map((id) => item(id)));
    const many = listItems.cacheMultiOnArguments(creator);
    expect(await many("a", [3, 1, 3])).toEqual([item(3), item(1), item(3)]);
    expect(creator.mock.calls[0]?.[1]).toHaveLength(2);
  });

  it("reads with holes", async () => {
    const { getItem, listItems } = shop();
    await getItem.set(item(1), "a", 1);
    expect(await listItems.get("a", [2, 1])).toEqual([NO_VALUE, item(1)]);
  });

  it("refuses a list of another length, naming both, and stores nothing", async () => {
    const { getItem, listItems } = shop();
    const many = listItems.cacheMultiOnArguments(async () => [item(1)]);
    const error = await many("a", [1, 2]).catch((reason: unknown) => reason);
    expect(isCacheError(error, "result-shape")).toBe(true);
    expect(String(error)).toMatch(/a list of 1 where a list of 2/);
    expect(await getItem.get("a", 1)).toBe(NO_VALUE);
  });
});

describe("getOrCreate of many", () => {
  it("gives each key what a call for that key alone gives", async () => {
    const stale = fc.constantFrom("fresh", "stale", "missing", "absent", "null");
    await fc.assert(
      fc.asyncProperty(fc.array(stale, { maxLength: 8 }), async (states) => {
        const policy = { expirationMs: MINUTE_MS, graceMs: MINUTE_MS };
        const answers = async (together: boolean): Promise<unknown[]> => {
          const { clock, getItem, getItems } = shop(policy);
          await prepare(states, getItem, clock);
          const ids = states.map((_, id) => id);
          const make = (id: number): Item => item(id + 1, "made");
          if (!together) {
            const one = getItem.cacheOnArguments((_, id) => make(id));
            return Promise.all(ids.map((id) => one("a", id)));
          }
          const many = getItems.cacheMultiOnArguments(
            (_, wanted) => new Map(wanted.map((id) => [id, make(id)])),
          );
          return [...(await many("a", ids)).values()];
        };
        expect(await answers(true)).toEqual(await answers(false));
      }),
      { numRuns: 50 },
    );
  });
});

type Shop = ReturnType<typeof shop>;

/** Bring each key into its state. */
async function prepare(
  states: readonly string[],
  getItem: Shop["getItem"],
  clock: Shop["clock"],
): Promise<void> {
  const put = async (state: string, value: Item | null): Promise<void> => {
    for (const [id, each] of states.entries()) {
      if (each === state) await getItem.set(value, "a", id);
    }
  };
  await put("missing", item(1, "too old"));
  clock.advanceMs(MINUTE_MS);
  await put("stale", item(1, "stale"));
  clock.advanceMs(MINUTE_MS + 1);
  await put("fresh", item(1, "fresh"));
  await put("null", null);
}
