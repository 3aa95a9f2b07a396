import { isNoValue } from "cachegen/runtime";
import { gate, manualClock } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend } from "../../contract/map-backend.js";
import { item, shop, type Item } from "../../support/shop.js";

describe("a region with a plain backend", () => {
  const creators = (label: string) => vi.fn((_: string, id: number): Item => item(id, label));

  it.each([
    { name: "values", variant: {} },
    { name: "text", variant: { form: "text", isRemote: true, hasMulti: true } },
    { name: "text and mutexes", variant: { form: "text", hasMutexes: true } },
  ] as const)("of $name creates once, serves, and drops", async ({ variant }) => {
    const clock = manualClock();
    const { region, getItem, getItems } = shop({ backend: mapBackend(clock, variant), clock });
    const create = creators("first");
    const get = getItem.cacheOnArguments(create);
    const answers = await Promise.all([get("x", 1), get("x", 1), get("x", 1)]);
    expect(answers).toEqual([item(1, "first"), item(1, "first"), item(1, "first")]);
    expect(create).toHaveBeenCalledOnce();
    const many = getItems.cacheMultiOnArguments(
      (_, ids) => new Map(ids.map((id) => [id, item(id)])),
    );
    expect([...(await many("x", [1, 2]))]).toEqual([
      [1, item(1, "first")],
      [2, item(2)],
    ]);
    await region.invalidate();
    expect(isNoValue(await get.get("x", 1))).toBe(true);
    await get("x", 1);
    await get.invalidate("x", 1);
    expect(isNoValue(await get.get("x", 1))).toBe(true);
    await region.close();
    expect(clock.pending).toBe(0);
  });

  it("does not store what was overtaken while it was made", async () => {
    const clock = manualClock();
    const { getItem } = shop({ backend: mapBackend(clock, { isRemote: true }), clock });
    const slow = gate<Item>();
    const create = vi.fn<() => Promise<Item>>(() => slow.opened);
    const get = getItem.cacheOnArguments(create);
    const first = get("x", 1);
    await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
    await get.invalidate("x", 1);
    create.mockResolvedValue(item(1, "after"));
    slow.open(item(1, "before"));
    expect((await first)?.label).toBe("after");
    expect((await get("x", 1))?.label).toBe("after");
  });
});
