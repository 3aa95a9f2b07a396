import { createHash, createHmac } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { CacheError, MemoryBackend, sha1, systemClock } from "../../../runtime/index.js";
import { recordingBackend } from "../../../testing/recording-backend.js";
import {
  lookups,
  regions,
  Slug,
  type Area,
  type Point,
} from "../../cases/arguments/expected/index.js";
import { ItemId } from "../../cases/arguments/expected/index.js";
import { hashed, spelled } from "../../cases/keys/expected/index.js";
import { defaults } from "../../cases/defaults/expected/index.js";
import { digests, everything } from "../../cases/options/expected/index.js";
import { prices, Sku } from "../../cases/multi/expected/index.js";
import { trees } from "../../cases/recursive/expected/index.js";
import { unions } from "../../cases/unions/expected/index.js";
import { users, UserId } from "../../cases/shop/expected/index.js";

const ID = ItemId("6f1c1b34-6c6c-4f0e-9d5e-3a1f0e8f4b11");

describe("a generated key function", () => {
  it("puts each argument into a part of its own", () => {
    expect(users.getUser.key("acme", UserId("a:b"))).toBe("shop:users:getUser:acme:a%3Ab");
    expect(lookups.ofNothing.key()).toBe("test:lookups:ofNothing");
    expect(lookups.by_null.key(null)).toBe("test:lookups:by_null:~null");
  });

  it("tells absent, null, empty and the word null apart", () => {
    const keys = [
      lookups.maybe_string.key("a"),
      lookups.maybe_string.key(null, "a"),
      lookups.maybe_string.key("null", "a"),
      lookups.maybe_string.key("", "a"),
      lookups.maybe_string.key("a", ""),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("makes one key of a default, of what equals it and of what was left out", () => {
    const key = "shop:users:listUsers@2:admin:~absent:10";
    expect(users.listUsers.key("admin")).toBe(key);
    expect(users.listUsers.key("admin", undefined, undefined)).toBe(key);
    expect(users.listUsers.key("admin", undefined, 10)).toBe(key);
  });

  it("fills in every kind of default", () => {
    expect(lookups.byDefaults.key()).toBe(
      "test:lookups:byDefaults:say%20%22hi%22:20000:-0.25:true:-5:~null:green:start:7",
    );
    expect(lookups.byDefaults.key("x", 1, 2, false, 3n, "n", "red", Slug("s"))).toBe(
      "test:lookups:byDefaults:x:1:2:false:3:n:red:s:7",
    );
  });

  it("fills in moments, lists, objects and unions", () => {
    expect(defaults.moments.key()).toBe(
      "test:defaults:moments:2024-02-29:2024-02-29T120000.000Z:1700000000000:1709208000500",
    );
    expect(defaults.Date.key()).toBe("test:defaults:Date:2024-02-29T120000.000Z");
    expect(defaults.collections.key()).toBe(
      "test:defaults:collections:(admin,1,ada,):(admin,staff,):(a%20b=12345678901234567890,constructor=0,):():ada",
    );
    expect(defaults.objects.key()).toBe(
      "test:defaults:objects:(from=2024-02-29T120000.000Z,days=(2024-02-29,2024-03-01,),):(kind=circle,radius=1.5,)" +
        ":(kind=square,side=3,at=2024-02-29T120000.000Z,):~null" +
        ":((kind=circle,radius=1,),(kind=square,side=2,at=2024-02-29T120000.000Z,note=small,),)",
    );
    expect(defaults.nested.key()).toBe(
      "test:defaults:nested:((),((),),):(ada,(bob,~null,),):(a%20b=(c=(),),)",
    );
  });

  it("fills in maps, bytes and JSON", () => {
    expect(defaults.maps.key()).toBe(
      "test:defaults:maps:(__proto__=(),ada=((kind=circle,radius=1,),(kind=square,side=2,at=2024-02-29T120000.000Z,),),)" +
        ":(-20=~null,1=aGk,):(true=(-0.5=7,),):()",
    );
    expect(defaults.data.key()).toBe(
      "test:defaults:data:aGVsbG8:aGk:%7B%22a%20b%22%3A%5B1.5%2Ctrue%2Cnull%2C%2210%22%2C%7B%7D%5D%2C" +
        "%22constructor%22%3A%7B%22x%22%3A%5B%5D%7D%2C%22limit%22%3A10%7D:%22any%22:~null:-0",
    );
  });

  it("hands every creator a default of its own", async () => {
    const seen: unknown[] = [];
    defaults.region.configure({ clock: systemClock });
    const moments = defaults.objects.cacheOnArguments((range, _shape, maybe) => {
      seen.push(range, range.from, maybe);
      return seen.length;
    });
    await moments();
    await moments.refresh();
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    expect(seen.slice(3)).toEqual(seen.slice(0, 3));
  });

  it("writes objects member by member, absent ones left out", () => {
    const point: Point = { x: 1, y: -2 };
    const area = { corners: [point], color: "red", middle: null } as const;
    expect(lookups.byObjects.key({ ...area, corners: [point] }, [{ ...point, label: "a,b" }])).toBe(
      "test:lookups:byObjects:(corners=((x=1,y=-2,),),color=red,middle=~null,):((x=1,y=-2,label=a%2Cb,),):~absent",
    );
  });

  it("writes collections, those without order in one order", () => {
    const args = [["b", "a"], new Set([ID]), new Map([[ID, null]])] as const;
    const rows = [[1, null], []];
    expect(lookups.byCollections.key(...args, { z: "on", a: "off" }, rows)).toBe(
      `test:lookups:byCollections:(b,a,):(${ID},):(${ID}=~null,):(a=off,z=on,):((1,~null,),(),)`,
    );
  });

  it("tells of what misfits by its place in the argument", () => {
    const faulty = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    };
    const point = { x: 1, y: 2 };
    const area = { corners: [point], color: "red", middle: null };
    const asArea = (other: object): Area => ({ ...area, ...other }) as unknown as Area;
    const asPoints = (...points: unknown[]): Point[] => points as Point[];
    const messages = [
      () => lookups.byObjects.key(asArea({ corners: [point, { x: 1, y: 0.5 }] }), []),
      () => lookups.byObjects.key(asArea({ middle: { ...point, label: 7 } }), []),
      () => lookups.byObjects.key(asArea({ middle: 7 }), []),
      () => lookups.byObjects.key(7 as unknown as Area, []),
      () => lookups.byObjects.key(asArea({}), asPoints(point, point, null)),
      () => lookups.byObjects.key(asArea({}), asPoints(point), { x: 1 } as Point),
      () => lookups.byCollections.key(["a", 7 as unknown as string], new Set(), new Map(), {}, []),
      () =>
        unions.shape.key({ kind: "group", shapes: [{ kind: "circle" }] } as never, null as never),
      () => unions.shape.key({ kind: "round" } as never, null as never),
    ].map(faulty);
    expect(messages).toEqual(
      [
        "byObjects: the argument area.corners[1].y is not a safe integer",
        "byObjects: the argument area.middle.label is not a string",
        "byObjects: the argument area.middle is not an object",
        "byObjects: the argument area is not an object",
        "byObjects: the argument points[2] is not an object",
        "byObjects: the argument origin.y is not a safe integer",
        "byCollections: the argument tags[1] is not a string",
        "shape: the argument shape.shapes[0].radius is not a finite number",
        "shape: the argument shape.kind is not one of circle, square, group",
      ].map((text) => `lookups.${text}; give one that is`.replace("lookups.shape", "unions.shape")),
    );
  });

  it("says where in a long way down it is, without the middle of it", () => {
    let chain: unknown = "x";
    for (let depth = 0; depth < 500; depth += 1) chain = [depth, chain];
    expect(() => unions.pair.key(chain as never)).toThrow(
      /^unions\.pair: the argument chain\[1\]\S{1,200}…\S{1,100}\[1\] is not an array of 2 items; give/,
    );
  });

  it("reaches into types that hold themselves", () => {
    expect(trees.nest.key([[], [[]]])).toBe("test:trees:nest:((),((),),)");
    expect(trees.index.key({ text: "a", items: [{ text: "b" }] })).toBe(
      "test:trees:index:(text=a,items=((text=b,),),)",
    );
  });

  it("writes tuples item by item, and unions as the member they are", () => {
    const circle = { kind: "circle", radius: 1 } as const;
    expect(unions.areas.key(circle)).toBe("test:unions:areas:(kind=circle,radius=1,)");
    expect(unions.areas.key({ kind: "square", side: 2 })).toBe(
      "test:unions:areas:(side=2,kind=square,)",
    );
    expect(unions.rounds.key(null)).toBe("test:unions:rounds:~null");
    expect(unions.pair.key([1, [2, null]])).toBe("test:unions:pair:(1,(2,~null,),)");
    expect(unions.spans.key(["a,b", null], circle)).toBe(
      "test:unions:spans:(a%2Cb,~null,):(kind=circle,radius=1,)",
    );
  });

  it("refuses a tuple of another length, and a tag that no member has", () => {
    const short: unknown = [1];
    expect(() => unions.pair.key(short as [number, null])).toThrow(
      "the argument chain is not an array of 2 items",
    );
    const line: unknown = { kind: "line" };
    expect(() => unions.areas.key(line as { kind: "circle"; radius: number })).toThrow(
      "the argument shape.kind is not one of circle, square, group",
    );
  });

  it("matches what many made by the keys of tuples and unions", async () => {
    const shapes = [
      { kind: "circle", radius: 1 },
      { kind: "square", side: 2 },
    ] as const;
    const areas = unions.areas.cacheMultiOnArguments((asked) => {
      return new Map(asked.map((shape) => [{ ...shape }, shape.kind === "circle" ? 3 : 4]));
    });
    expect([...(await areas(shapes)).values()]).toEqual([3, 4]);
    const spans = unions.spans.cacheMultiOnArguments((pairs) => pairs.map(() => [1, 2]));
    expect(await spans([["a", null]], { kind: "circle", radius: 1 })).toEqual([[1, 2]]);
  });

  it("refuses arguments out of their limits, by name", () => {
    expect(() => users.listUsers.key("admin", undefined, 101)).toThrow(CacheError);
    expect(() => users.listUsers.key("admin", undefined, 101)).toThrow("limit");
    expect(() => lookups.byLimited.key("ab", [])).toThrow("code");
    expect(() => lookups.byLimited.key("AB", ["long enough"])).toThrow("tags");
    expect(() => lookups.byLimited.key("AB", [], 0)).toThrow("page");
  });

  it("gives many the keys of one where entries are shared", () => {
    const sku = Sku("s1");
    expect(prices.getPrices.key("shop", sku)).toBe("test:prices:getPrice@3:shop:s1:EUR");
    expect(prices.getPrices.key("shop", sku)).toBe(prices.getPrice.key("shop", sku));
    expect(prices.listStock.key("shop", new Date(0))).toBe(
      "test:prices:listStock@2:shop:1970-01-01T000000.000Z:~absent",
    );
  });

  it("checks patterns where a function is called RegExp", () => {
    expect(digests.RegExp.key("abc", new Date(0))).toBe(
      "test:digests:RegExp:abc:1970-01-01T000000.000Z",
    );
    expect(() => digests.RegExp.key("ABC", new Date(0))).toThrow("word");
    expect(() => digests.sha1.key("ABC")).toThrow("RegExp");
  });

  it("is the same for many where every option is set", () => {
    expect(everything.many.key("a")).toBe(everything.own.key("a"));
    expect(everything.own.key("a")).not.toBe(everything.plain.key("a"));
  });

  it("stands in a region that the index lists", () => {
    expect(Object.keys(regions)).toEqual(["lookups"]);
    expect(regions.lookups).toBe(lookups.region);
  });
});

describe("a generated key function whose key the schema spells out", () => {
  it("gives the key as it is spelled, values escaped", () => {
    expect(spelled.settings.key()).toBe("settings/all");
    expect(spelled.user.key("ac/me", UserId("a"))).toBe("users/ac%2Fme/v3/a.json");
    expect(spelled.users.key("acme", UserId("{a}"))).toBe("users/acme/v3/%7Ba%7D.json");
    expect(spelled.quoted.key("a b")).toBe("quote`'\"\\$a%20b*/");
    expect(spelled.prices.key(7, "x#y")).toBe("price#x%23y#7");
  });

  it("holds braces, defaults, objects and what is absent", () => {
    const at = { x: 1, y: -2 };
    expect(spelled.tagged.key("a", at)).toBe("tag:{a}|~absent|1|(x=1,y=-2,)");
    expect(spelled.tagged.key("a", at, undefined, "up")).toBe("tag:{a}|up|1|(x=1,y=-2,)");
  });
});

describe("a generated key function that hashes", () => {
  const secret = "of-these-tests";
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  const mac = (text: string): string => createHmac("sha256", secret).update(text).digest("hex");

  it("gives a digest for the arguments, and keeps the head", () => {
    expect(hashed.byName.key("ada")).toBe(`test:hashed:byName:${digest("test:hashed:byName:ada")}`);
    expect(() => hashed.byName.key("")).toThrow("name");
  });

  it("says which variable is missing, and finds it once it is there", async () => {
    vi.stubEnv("TEST_KEY_SECRET", "");
    const fault = {
      code: "environment-unset",
      region: "hashed",
      function: "byPerson",
      message: expect.stringMatching(/^hashed\.byPerson: .*TEST_KEY_SECRET.*set it/),
    };
    expect(() => hashed.byPerson.key("acme", "ada@example.org")).toThrow(
      expect.objectContaining(fault),
    );
    await expect(hashed.byPerson.get("acme", "ada@example.org")).rejects.toMatchObject(fault);
    vi.stubEnv("TEST_KEY_SECRET", secret);
    const head = "test:hashed:byPerson@2:";
    expect(hashed.byPerson.key("acme", "ada@example.org")).toBe(
      head + mac(`${head}acme:ada%40example.org:~absent`),
    );
    vi.unstubAllEnvs();
  });

  it("keeps the secret it read, and gives many the keys of one", () => {
    expect(hashed.byPeople.key("a", "b")).toBe(hashed.byPerson.key("a", "b"));
    expect(hashed.byPeople.key("a", "b")).not.toBe(hashed.byPeople.key("ab", ""));
  });

  it("shows no argument in events, and leaves its keys to the mangler of the region", async () => {
    const backend = recordingBackend(new MemoryBackend({ clock: systemClock, maxEntries: 10 }));
    hashed.region.configure({ backend, keyMangler: sha1 });
    const seen: string[] = [];
    const stop = hashed.region.on("create", ({ key }) => seen.push(key));
    await hashed.byName.cacheOnArguments(() => "x")("ada");
    stop();
    const key = hashed.byName.key("ada");
    expect(seen).toEqual([key]);
    expect(new Set(backend.commands.flatMap(({ keys }) => keys))).toEqual(new Set([sha1(key)]));
  });
});
