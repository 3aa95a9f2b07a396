import { afterAll, describe, expect, it } from "vitest";
import { closeAll } from "../../../runtime/index.js";
import { lookups } from "../../cases/arguments/expected/index.js";
import { prices, Sku } from "../../cases/multi/expected/index.js";

afterAll(closeAll);

describe("a generated definition", () => {
  it("hands its creator every argument, defaults filled in", async () => {
    const seen: unknown[] = [];
    const lookUp = lookups.byDefaults.cacheOnArguments((...args) => {
      seen.push(...args.slice(0, -1));
      return "made";
    });
    expect(await lookUp(undefined, 3)).toBe("made");
    expect(seen).toEqual(['say "hi"', 3, -0.25, true, -5n, null, "green", "start", 7n]);
  });

  it("shares entries between one and many", async () => {
    const getPrice = prices.getPrice.cacheOnArguments(() => ({ cents: 5n }));
    const asked: (readonly string[])[] = [];
    const getPrices = prices.getPrices.cacheMultiOnArguments((_shop, products, currency) => {
      asked.push([...products, currency]);
      return new Map(products.map((product) => [product, { cents: 7n }]));
    });
    expect(await getPrice("shop", Sku("one"))).toEqual({ cents: 5n });
    const many = await getPrices("shop", [Sku("one"), Sku("two")]);
    expect([...many.values()]).toEqual([{ cents: 5n }, { cents: 7n }]);
    expect(asked).toEqual([["two", "EUR"]]);
  });

  it("aligns a list with what was asked for", async () => {
    const rank = prices.rankWords.cacheMultiOnArguments((words) =>
      words.map((word) => word.length),
    );
    expect(await rank(["abc", "a"])).toEqual([3, 1]);
    expect(await rank(["a", "abc"])).toEqual([1, 3]);
  });
});
