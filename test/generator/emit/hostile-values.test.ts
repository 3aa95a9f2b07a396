/** What somebody may put into a store, or hand in as an argument, to make generated code do something else than refuse it. */
import { afterEach, describe, expect, it } from "vitest";
import {
  isCacheError,
  Misfit,
  NO_VALUE,
  systemClock,
  type Schema,
  type Serializer,
} from "../../../runtime/index.js";
import { mapBackend, SharedMap } from "../../contract/map-backend.js";
import { lookups } from "../../cases/arguments/expected/index.js";
import * as compact from "../../cases/compact/expected/serializers.js";
import * as recursive from "../../cases/recursive/expected/serializers.js";
import { trees } from "../../cases/recursive/expected/index.js";
import * as unions from "../../cases/unions/expected/serializers.js";
import * as values from "../../cases/values/expected/serializers.js";

/** Deeper than any stack is. */
const DEEP = 100_000;

/** What begins and ends so often, with something in its middle. */
function nested(open: string, middle: string, close: string): string {
  return open.repeat(DEEP) + middle + close.repeat(DEEP);
}

const PAYLOADS: Readonly<Record<string, string>> = {
  "lists in lists": nested("[", "", "]"),
  "objects in objects": nested('{"a":', "1", "}"),
  "trees in trees": nested('{"name":"x","text":"x","files":[],"items":[', "", "]}"),
  "maps in maps": nested('[["a",', "[]", "]]"),
  "a chain": nested("[1,", "null", "]"),
  "another prototype": '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  "another prototype further down": '{"a":{"__proto__":{"polluted":1}}}',
  "another prototype in a map": '[["__proto__",{"polluted":1}],["constructor",1]]',
  "members twice": '{"kind":"circle","kind":"square","radius":1,"radius":"2","side":3}',
  "a number beyond all": "1e400",
  "a number of many digits": "9".repeat(10_000),
  "a bigint of many digits": `"${"9".repeat(10_000)}"`,
  "half a character": '"\\ud800"',
  "a moment beyond all": '"+275760-09-13T00:00:00.001Z"',
  "milliseconds beyond all": "8640000000000001",
  "no JSON": "NaN",
  nothing: "",
};

const SERIALIZERS: readonly (readonly [string, Serializer<unknown>])[] = Object.entries({
  ...values,
  ...recursive,
  ...unions,
  ...compact,
}) as [];

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect("polluted" in {}).toBe(false);
});

describe("hostile text", () => {
  it.each(Object.entries(PAYLOADS))("is refused, or read as what it is: %s", (_, text) => {
    for (const [name, serializer] of SERIALIZERS) {
      const found = decoded(serializer, text);
      // What was taken is of its type: it is copied, and comes back from the text that is made of it.
      if ("value" in found) {
        const { value } = found;
        expect(serializer.copy(value), name).toEqual(value);
        expect(serializer.decode(serializer.encode(value)), name).toEqual(value);
        expect(hasPlainPrototype(value), name).toBe(true);
      }
    }
  });

  it.each(["trees in trees", "lists in lists", "maps in maps"])(
    "is a miss in a region, counted, and made anew: %s",
    async (kind) => {
      const shared = new SharedMap();
      const errors: unknown[] = [];
      const backend = mapBackend(systemClock, { form: "text" }, shared);
      trees.region.configure({ backend, validate: "always", replaceExistingBackend: true });
      const stop = trees.region.on("error", ({ error }) => errors.push(error));
      const stopToo = trees.region.on("misfit", ({ error }) => errors.push(error));
      for (const [definition, sound, arg] of [
        [trees.nest, [[]], []],
        [trees.value, { text: "x" }, undefined],
        [trees.index, [], { text: "x" }],
      ] as const) {
        const accessor = (definition.cacheOnArguments as (make: () => unknown) => Accessor)(
          () => sound,
        );
        await accessor.set(sound, arg);
        const key = accessor.key(arg);
        const entry = shared.stored.get(key) ?? expect.fail("nothing was stored");
        const head = String(entry.value).split("|")[0] ?? "";
        shared.stored.set(key, { ...entry, value: `${head}|${PAYLOADS[kind] ?? ""}` });
        expect(await accessor.get(arg)).toBe(NO_VALUE);
        expect(await accessor(arg)).toEqual(sound);
        expect(await accessor.get(arg)).toEqual(sound);
      }
      stop();
      stopToo();
      expect(errors.length).toBeGreaterThanOrEqual(3);
    },
  );

  it("can be explained, however deep it is", async () => {
    const text = `{"text":1,"items":[${nested('{"text":"x","items":[', "", "]}")}]}`;
    const misfit = refusalOf(() => recursive.value.decode(text));
    const { isolateText } = await import("../../../runtime/value/isolation.js");
    isolateText({ serializer: recursive.value }).explainable(misfit, { text });
    const issues = await misfit.explain();
    expect(issues.map(({ message }) => message)).toEqual([misfit.message]);
  });

  it("does not get the better of the zod schemas", async () => {
    const flat = Object.entries(PAYLOADS).filter(([, text]) => text.length < DEEP && isJson(text));
    for (const [name, serializer] of SERIALIZERS) {
      const schema: Schema<unknown> = await serializer.schema();
      for (const [kind, text] of flat) {
        const answer = schema.safeDecode(JSON.parse(text));
        const ours = name.endsWith("Compact") ? undefined : decoded(serializer, text);
        if (ours !== undefined) expect("value" in ours, `${name}: ${kind}`).toBe(answer.success);
      }
    }
  });
});

interface Accessor {
  (...args: unknown[]): Promise<unknown>;
  key(...args: unknown[]): string;
  get(...args: unknown[]): Promise<unknown>;
  set(value: unknown, ...args: unknown[]): Promise<void>;
}

function decoded(
  serializer: Serializer<unknown>,
  text: string,
): { readonly value: unknown } | { readonly error: unknown } {
  try {
    return { value: serializer.decode(text) };
  } catch (error) {
    const isOwn = error instanceof Misfit || error instanceof SyntaxError;
    expect(isOwn || error instanceof RangeError, String(error)).toBe(true);
    return { error };
  }
}

function refusalOf(call: () => unknown): Misfit {
  try {
    call();
  } catch (error) {
    if (error instanceof Misfit) return error;
    throw error;
  }
  return expect.fail("it was taken");
}

const PROTOTYPES: readonly unknown[] = [Object, Array, Map, Set, Date, Uint8Array].map(
  ({ prototype }) => prototype,
);

function hasPlainPrototype(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (!PROTOTYPES.includes(Object.getPrototypeOf(value))) return false;
  return Object.values(value).every(hasPlainPrototype);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Objects in objects, lists in lists, tuples in tuples. */
function deep(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = null;
  for (let depth = 0; depth < DEEP; depth += 1) value = wrap(value);
  return value;
}

function circle<T extends object>(value: T, close: (value: T) => void): T {
  close(value);
  return value;
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const throwing = (what: unknown): object => ({
  y: 1,
  get x(): never {
    throw what;
  },
});

const ARGUMENTS: Readonly<Record<string, unknown>> = {
  "objects in objects": deep((items) => ({ text: "x", items: [items] })),
  "lists in lists": deep((inner) => [inner]),
  "tuples in tuples": deep((next) => [1, next]),
  "a list that holds itself": circle<unknown[]>([], (it) => it.push(it)),
  "an object that holds itself": circle<Record<string, unknown>>({}, (it) => (it["a"] = it)),
  "a Map that holds itself": circle(new Map<unknown, unknown>(), (it) => it.set("a", it)),
  "a proxy that is revoked": revoked({}),
  "a list behind a proxy that is revoked": revoked([]),
  "a getter that throws": throwing(new Error("boom")),
  "a getter that throws nothing": throwing(null),
  "a list with holes": Object.assign([1], { 2: 3 }),
  "no moment": new Date(Number.NaN),
  "a moment that cannot be written": new Date(8.64e15),
  "a symbol": Symbol("x"),
  "a function": () => 1,
  "a text in a box": Object("a"),
  "what looks like a list": { length: 3 },
  "another prototype": JSON.parse('{"__proto__":{"x":1},"y":2}'),
  "half a character": "\ud800",
};

describe("a hostile argument", () => {
  const functions = Object.entries({ ...lookups, ...trees }).filter(([name]) =>
    /^(by_|byObjects|byCollections|folder|nest|index$)/.test(name),
  ) as unknown as readonly (readonly [
    string,
    { cacheOnArguments(make: () => unknown): Accessor },
  ])[];

  it.each(Object.entries(ARGUMENTS))("is refused, or has a key: %s", async (_, given) => {
    expect(functions.length).toBeGreaterThan(15);
    for (const [name, definition] of functions) {
      const made = new Error("made");
      const accessor = definition.cacheOnArguments(() => Promise.reject(made));
      const args = Array.from({ length: 5 }, () => given);
      const error: unknown = await accessor(...args).catch((reason: unknown) => reason);
      const isRefused = isCacheError(error, "argument-invalid");
      expect(isRefused || error === made, `${name}: ${String(error)}`).toBe(true);
      if (isRefused) expect(String(error), name).toMatch(/; give /);
    }
  });

  const point = { x: 1, y: 2 };
  class Entity {
    x = 1;
    y = 2;
    label = "own";
    save = (): number => 1;
  }

  it.each([
    ["with a function of its own", { ...point, save: (): number => 1 }, point],
    ["behind a proxy", new Proxy(point, {}), point],
    ["with a symbol", { ...point, s: Symbol("s") }, point],
    ["with what has no copy", { ...point, w: new WeakMap() }, { ...point, w: {} }],
    ["of a class", new Entity(), { ...point, label: "own" }],
    [
      "that leads to itself and has code",
      circle({ ...point, f: () => 1, self: {} }, (it) => void (it.self = it)),
      circle({ ...point, self: {} }, (it) => void (it.self = it)),
    ],
  ])(
    "that has a key reaches its creator as the data it is: an object %s",
    async (_, given, data) => {
      const seen: unknown[] = [];
      const accessor = lookups.byObjects.cacheOnArguments((_area, points) => {
        seen.push(points[0]);
        return "made";
      });
      const area = { corners: [], color: "red", middle: null } as const;
      await accessor.refresh({ ...area, corners: [] }, [given]);
      expect(seen).toEqual([data]);
      expect(seen[0]).not.toBe(given);
    },
  );

  it("that can be read once only is refused", async () => {
    let reads = 0;
    const once = {
      y: 2,
      get x(): number {
        if ((reads += 1) > 1) throw new Error("read before");
        return 1;
      },
    };
    const accessor = lookups.byObjects.cacheOnArguments(() => "made");
    const error: unknown = await accessor({ corners: [], color: "red", middle: null }, [
      once,
    ]).catch((reason: unknown) => reason);
    expect(isCacheError(error, "argument-invalid"), String(error)).toBe(true);
    expect(String(error)).toContain(
      "cannot be read (read before); give a value of its declared type",
    );
  });
});
