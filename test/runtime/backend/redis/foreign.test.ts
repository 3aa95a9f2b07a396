/** A server to which others write what they like, while regions use it: no error, nothing that hangs, nothing false is served. */
import {
  defineRegion,
  NO_VALUE,
  systemClock,
  type Region,
  type RegionOptions,
} from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { describe, expect, inject, it } from "vitest";
import { observedRedis } from "../../../support/observed-redis.js";
import { item, shop } from "../../../support/shop.js";

const hasRedis = inject("hasRedis");
const redis = observedRedis("--notify-keyspace-events", "KEA");

const MB = 1_000_000;

/** A program on the server, and what its region tells of what it could not read. */
function program(options: RegionOptions = {}) {
  const clock = { ...systemClock };
  const made = shop({ backend: redis.server.url, clock, backendTimeoutMs: 30_000, ...options });
  redis.open.push(made.region);
  const told: unknown[] = [];
  made.region.on("error", ({ error }) => told.push(error));
  made.region.on("misfit", ({ error }) => told.push(error));
  return { ...made, told };
}

/** An entry of the region's present age with another payload, or a changed head. */
async function forged(made: ReturnType<typeof program>, change: (text: string) => string | Buffer) {
  const key = made.getItem.key("a", 1);
  await made.getItem.set(item(1), "a", 1);
  await redis.observer.set(
    key,
    change((await redis.observer.get(key)) ?? expect.fail("nothing was stored")),
  );
}

const head = (text: string): string => text.slice(0, text.indexOf("|") + 1);

/** What is put under the key of item 1. */
const FORGERIES: Readonly<Record<string, (text: string) => string | Buffer>> = {
  "64 MB of junk": () => Buffer.alloc(64 * MB, 0xa5),
  "64 MB of nothing but bars": () => "|".repeat(64 * MB),
  "64 MB of brackets in an entry": (text) => head(text) + "[".repeat(64 * MB),
  "64 MB of text in an entry": (text) => `${head(text)}{"id":"${"x".repeat(64 * MB)}"}`,
  "an entry within an entry": (text) => head(text) + text,
  "times of no number": (text) => text.replace(/"ct": [\d.]+/, '"ct": NaN'),
  "times before all": (text) => text.replace(/"ct": \d/, '"ct": -'),
  "times after all": (text) => text.replace(/"ct": \d+/, '"ct": 9999999999'),
  "a deadline after all": (text) => text.replace(/"until": \d+/, '"until": 9999999999'),
  "a cost below nothing": (text) => text.replace(/"cost": [\d.e-]+/, '"cost": -1e308'),
  "ids of other signs": (text) => text.replace(/"fill": "[^"]{16}"/, '"fill": "****************"'),
  "a head without an end": (text) => head(text).slice(0, -2),
  "a head alone": (text) => head(text).slice(0, -1),
};

describe.skipIf(!hasRedis)("what somebody has put under a key", () => {
  it.each(Object.entries(FORGERIES))("is a miss, or what was stored: %s", async (kind, forge) => {
    const made = program({ validate: "always" });
    await forged(made, forge);
    const found = await made.getItem.get("a", 1);
    if (found !== NO_VALUE) expect(found).toEqual(item(1));
    // An entry of a time to come is one, of an age that has not begun.
    else expect(made.told).toHaveLength(kind === "times after all" ? 0 : 1);
    const getItem = made.getItem.cacheOnArguments((_shop, id) => item(id, "new"));
    const given = await getItem("a", 1);
    expect([item(1), item(1, "new")]).toContainEqual(given);
    // It is a hit from here on, whatever lay there.
    await getItem.set(item(1, "set"), "a", 1);
    expect(await getItem("a", 1)).toEqual(item(1, "set"));
  });

  it("is judged by its own type when it is the entry of another function", async () => {
    const made = program();
    await made.getItem.set(item(1), "a", 1);
    await made.region.set("other", ["no item"]);
    await redis.observer.copy("other", made.getItem.key("a", 1), "REPLACE");
    expect(await made.getItem.get("a", 1)).toBe(NO_VALUE);
    expect(made.told).toHaveLength(1);
  });
});

/** Two processes, as far as a server can tell: regions of one name, each with connections of its own. */
function pair(): readonly [Region, Region, unknown[]] {
  const told: unknown[] = [];
  const make = (): Region => {
    const region = defineRegion({
      name: "waiting",
      namespace: "foreign",
      backend: redis.server.url,
    });
    region.configure({ clock: { ...systemClock }, backendTimeoutMs: 30_000 });
    region.on("error", ({ error }) => told.push(error));
    redis.open.push(region);
    return region;
  };
  return [make(), make(), told];
}

/** A creation that has begun and waits. */
function held(made: () => unknown) {
  const [end, begin] = [gate(), gate()];
  const creator = async (): Promise<unknown> => {
    begin.open();
    await end.opened;
    return made();
  };
  return { creator, isBegun: begin.opened, finish: end.open };
}

describe.skipIf(!hasRedis)("who waits for a value", () => {
  const JUNK: readonly (string | Buffer)[] = [
    ...["", "|", "rubbish", "0123456789abcdef", `0123456789abcdef{"ct": 1}|{}`],
    Buffer.alloc(MB, 0xff),
  ];

  it("is not misled by messages of somebody else's on its channel", async () => {
    const [here, there, told] = pair();
    const { creator, isBegun, finish } = held(() => "here");
    const first = here.getOrCreate("k", creator);
    await isBegun;
    const second = there.getOrCreate("k", () => "there");
    for (let round = 0; round < 20; round += 1) {
      for (const junk of JUNK) {
        await redis.observer.publish("@wake:k", junk);
        await redis.observer.publish("@wake:", junk);
      }
    }
    finish();
    expect(await Promise.all([first, second])).toEqual(["here", "here"]);
    expect(told).toEqual([]);
  });

  it("gets one all the same when the server is emptied meanwhile", async () => {
    const [here, there, told] = pair();
    const { creator, isBegun, finish } = held(() => "here");
    const first = here.getOrCreate("k", creator);
    await isBegun;
    const second = there.getOrCreate("k", () => "there");
    await redis.observer.flushall();
    finish();
    for (const value of await Promise.all([first, second])) {
      expect(["here", "there"]).toContain(value);
    }
    await here.set("k", "after");
    expect([await here.get("k"), await there.get("k")]).toEqual(["after", "after"]);
    expect(told).toEqual([]);
  });

  it("does not mind what becomes of the server's settings, scripts and messages", async () => {
    const [here, there, told] = pair();
    await here.set("k", "stored");
    await redis.observer.config("SET", "notify-keyspace-events", "");
    await redis.observer.config("SET", "maxmemory-policy", "allkeys-lfu");
    await redis.observer.script("FLUSH");
    await there.set("k", "new");
    expect([await here.get("k"), await there.get("k")]).toEqual(["new", "new"]);
    expect(told).toEqual([]);
  });
});
