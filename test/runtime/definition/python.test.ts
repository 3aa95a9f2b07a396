/** Functions whose entries Python shares, on stores with and without a layout of their own for these. */
import {
  defineFunction,
  defineRegion,
  isCacheError,
  MemoryBackend,
  NO_VALUE,
  ProxyBackend,
  python,
  sha1,
  systemClock,
  type Accessor,
  type Held,
  type LeasingBackend,
  type RegionOptions,
} from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { users, UserId } from "../../cases/python/expected/index.js";
import { item, itemOrNull, type Item } from "../../support/shop.js";

type Find = Accessor<[id: number], Item | null>;

/** A store with a second layout: what lies in one is not seen in the other. */
class TwoLayouts extends MemoryBackend {
  readonly python: LeasingBackend = new MemoryBackend({ clock: systemClock, maxEntries: 10 });

  constructor() {
    super({ clock: systemClock, maxEntries: 10 });
  }
}

function regionOn(options: RegionOptions) {
  const region = defineRegion({ name: "items", namespace: "shop" }).configure(options);
  const function_ = {
    region,
    key: (id: number) => python.key("app:find", undefined, [python.int(id, "id")]),
    args: (id: number): [number] => [id],
    serializer: itemOrNull,
    fingerprint: "0123456789abcdef",
  };
  return {
    region,
    shared: defineFunction<[id: number], Item | null, Find, [id: number]>({
      ...function_,
      name: "shared",
      python: true,
    }),
    own: defineFunction<[id: number], Item | null, Find, [id: number]>({
      ...function_,
      name: "own",
    }),
  };
}

/** A proxy that hides every value. */
class Hiding extends ProxyBackend {
  override afterRead(): Held | undefined {
    return undefined;
  }
}

describe("a function that Python shares", () => {
  it("says of a text that dogpile.cache could mistake what it must be, not that it is of another type", () => {
    const keyOf = (id: string): string =>
      python.key("app:find", undefined, [python.word(id, "id")]);
    const find = defineFunction<
      [id: string],
      Item | null,
      Accessor<[id: string], Item | null>,
      [id: string]
    >({
      region: defineRegion({ name: "items", namespace: "shop" }),
      name: "find",
      key: keyOf,
      args: (id) => [id],
      serializer: itemOrNull,
      fingerprint: "0123456789abcdef",
      python: true,
    });
    expect(() => find.key("a b")).toThrow(
      /the argument id is not free of blanks.*; give one that is$/,
    );
  });

  it("keeps its entries in the layout for these, where the store has one", async () => {
    const backend = new TwoLayouts();
    const { own, shared } = regionOn({ backend });
    await shared.set(item(1, "shared"), 1);
    expect(await own.get(1)).toBe(NO_VALUE);
    expect(await shared.get(1)).toEqual(item(1, "shared"));
    expect((await backend.python.read("app:find|1"))?.kept).toEqual(item(1, "shared"));
  });

  it("keeps them beside the others where it has none", async () => {
    const { own, shared } = regionOn({ backend: "memory" });
    await shared.set(item(1, "shared"), 1);
    expect(await own.get(1)).toEqual(item(1, "shared"));
  });

  it("has the region's mangler and proxies, be they given or put there later", async () => {
    const backend = new TwoLayouts();
    const { region, shared } = regionOn({ backend, keyMangler: sha1, wrap: [ProxyBackend] });
    await shared.set(item(1), 1);
    expect((await backend.python.read(sha1("app:find|1")))?.kept).toEqual(item(1));
    expect(await shared.get(1)).toEqual(item(1));
    await region.wrap(Hiding);
    expect(await shared.get(1)).toBe(NO_VALUE);
    const hidden = regionOn({ backend, keyMangler: sha1, wrap: [Hiding] });
    expect(await hidden.shared.get(1)).toBe(NO_VALUE);
  });

  it("is asked whether it is locked where its locks are", async () => {
    const backend = new TwoLayouts();
    const { own, shared } = regionOn({ backend });
    const request = { key: "app:find|1", seen: undefined, takeOver: false, leaseMs: 1_000 };
    await backend.python.acquire([request]);
    expect([await shared.isLocked(1), await own.isLocked(1)]).toEqual([true, false]);
  });

  it("keeps them from a proxy that is given as the backend itself", async () => {
    const proxy = new Hiding(new TwoLayouts());
    const { own, shared } = regionOn({ backend: proxy });
    await shared.set(item(1), 1);
    await own.set(item(1), 1);
    expect(await shared.get(1)).toEqual(item(1));
    expect(await own.get(1)).toBe(NO_VALUE);
  });
});

describe("generated for Python", () => {
  it("is a function like any other in memory", async () => {
    users.region.configure({ backend: "memory" });
    const creator = vi.fn((_tenant: string, id: UserId) => ({ id, name: "Ada" }));
    const getUser = users.getUser.cacheOnArguments(creator);
    expect(await getUser("acme", UserId("ada"))).toEqual({ id: "ada", name: "Ada" });
    await getUser("acme", UserId("ada"));
    expect(creator).toHaveBeenCalledTimes(1);
    const many = await users.getUsers.get("acme", [UserId("ada"), UserId("bob")]);
    expect([...many.keys()]).toEqual(["ada"]);
    expect(getUser.key("acme", UserId("ada"))).toBe("app.users:get_user|users|acme ada");
  });

  it("writes every type as str() does", () => {
    const namespace = 'a "quoted" */ ${one}` \\';
    const day = "2024-02-29";
    const owner = "6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11";
    expect(users.byWords.key("paid", day, owner, "one", null)).toBe(
      `__main__:by_words|${namespace}|paid ${day} ${owner} one None None red`,
    );
    expect(users.byWords.key("free", day, owner, "one", null, UserId("x"), null)).toBe(
      `__main__:by_words|${namespace}|free ${day} ${owner} one None x None`,
    );
    expect(users.byNumbers.key(0.00001, -1n, false, 2)).toBe(
      "__main__:by_numbers|1e-05 -1 False 2",
    );
    expect(python.literal(1e21, 1e21, "it")).toBe("1000000000000000000000");
    expect(python.literal(1.5, 1.5, "it")).toBe("1.5");
    expect(python.literal(true, true, "it")).toBe("True");
  });

  it.each([
    ["a blank among other arguments", () => users.getUser.key("a b", UserId("c"))],
    [
      "the text that stands for null",
      () =>
        users.byWords.key(
          "paid",
          "2024-02-29",
          "6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11",
          "one",
          null,
          UserId("None"),
        ),
    ],
    ["less than the schema asks for", () => users.search.key("")],
  ])("refuses %s", (_, call) => {
    const refused = ((): unknown => {
      try {
        return call();
      } catch (error) {
        return error;
      }
    })();
    expect(isCacheError(refused, "argument-invalid")).toBe(true);
  });
});
