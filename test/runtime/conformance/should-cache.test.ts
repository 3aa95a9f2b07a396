import { NO_VALUE } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { item, shop } from "../../support/shop.js";
import { codeOf, counting, GRACIOUS, makingEach, MINUTE_MS } from "./creators.js";

describe("shouldCache", () => {
  it("D26: keeps a value out of the store, which holds on to what it had", async () => {
    const { clock, region } = shop(GRACIOUS);
    await region.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const options = { shouldCache: () => false };
    expect(await region.getOrCreate("k", counting(), options)).toBe("made 1");
    expect(await region.get("k", { ignoreExpiration: true })).toBe("old");
    expect(await region.keyIsLocked("k")).toBe(false);
  });

  it("D26: lets those who waited have the value that is not stored", async () => {
    const { region } = shop();
    const creator = counting();
    const call = (): Promise<string> =>
      region.getOrCreate("k", creator, { shouldCache: () => false });
    expect(await Promise.all([call(), call(), call()])).toEqual(["made 1", "made 1", "made 1"]);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D27: that throws gives its error to the caller and leaves no lease", async () => {
    const { region } = shop();
    const failure = new Error("bad predicate");
    const shouldCache = (): never => {
      throw failure;
    };
    expect(await codeOf(region.getOrCreate("k", counting(), { shouldCache }))).toBe(failure);
    expect(await codeOf(region.getOrCreateMulti(["k"], makingEach(), { shouldCache }))).toBe(
      failure,
    );
    expect(await region.keyIsLocked("k")).toBe(false);
    expect(await region.get("k")).toBe(NO_VALUE);
  });

  it("D27: that throws is reported when a stale value stands in", async () => {
    const { clock, region } = shop(GRACIOUS);
    const failure = new Error("bad predicate");
    const reported: unknown[] = [];
    region.on("failure", ({ error }) => reported.push(error));
    await region.set("k", "old");
    clock.advanceMs(MINUTE_MS + 1);
    const shouldCache = (): never => {
      throw failure;
    };
    expect(await region.getOrCreate("k", counting(), { shouldCache })).toBe("old");
    expect(reported).toEqual([failure]);
  });

  it("D28: is told the value and the key, or the value and the arguments", async () => {
    const { region, getItem, getItems } = shop();
    const told: unknown[][] = [];
    const shouldCache = (...all: unknown[]): boolean => told.push(all) > 0;
    await region.getOrCreate("k", async () => "v", { shouldCache });
    await getItem.with({ shouldCache }).cacheOnArguments((_, id) => item(id))("a", 1);
    const many = getItems.with({ shouldCache });
    await many.cacheMultiOnArguments(() => new Map([[2, item(2)]]))("b", [2]);
    expect(told).toEqual([
      ["v", "k"],
      [item(1), "a", 1],
      [item(2), "b", 2],
    ]);
  });

  it("D28: is told exactly the declared arguments", async () => {
    const { getItem } = shop();
    const told: unknown[][] = [];
    const shouldCache = (...all: unknown[]): boolean => told.push(all) > 0;
    const cached = getItem.with({ shouldCache }).cacheOnArguments((_, id) => item(id));
    const loose = cached as unknown as (...args: unknown[]) => Promise<unknown>;
    await loose("a", 1, "an index", "an array");
    expect(told).toEqual([[item(1), "a", 1]]);
  });
});
