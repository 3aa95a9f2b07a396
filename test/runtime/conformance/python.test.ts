/** One server, dogpile.cache itself on the other side: what lies there, and who makes it. */
import { setTimeout as sleep } from "node:timers/promises";
import { NO_VALUE, systemClock } from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { digests, users, UserId, type User } from "../../cases/python/expected/index.js";
import { PATIENT } from "../../support/patient.js";
import { hasPython, pythonSide } from "../../support/python-side.js";

const ADA = UserId("ada");
const KEY = "app.users:get_user|users|acme ada";

const side = pythonSide((url) => {
  // Clocks of their own: what regions share, they share by clock.
  users.region.configure({ ...PATIENT, backend: url, clock: { ...systemClock } });
  digests.region.configure({ ...PATIENT, backend: url, clock: { ...systemClock } });
});

function user(name: string): User {
  return { id: "ada", name };
}

function neverCalled() {
  return vi.fn<() => never>(() => {
    throw new Error("there is nothing to make");
  });
}

/** Let somebody who holds a key in TypeScript make its value when the test says so. */
function held() {
  const opening = gate<User>();
  const creator = vi.fn(() => opening.opened);
  return {
    open: (value: User) => opening.open(value),
    creator,
    getUser: users.getUser.cacheOnArguments(creator),
  };
}

/** Values that JSON has, and that are easily damaged on the way. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1.5e-7,
  1e21,
  9_007_199_254_740_991,
  "",
  "|",
  'a|b "quoted" \\ back\\slash',
  "café \u2028 \u0000 \u001f",
  "😀 \uffee \u{10ffff}",
  '{"ct": 1, "v": 2}|null',
  [],
  {},
  { "": [[], [null, { deep: [1, 2, { er: "|" }] }]], "kéy|": "x".repeat(100_000) },
];

describe.skipIf(!hasPython)("values that Python shares", () => {
  it.each(VALUES.map((value, at) => [at, value] as const))(
    "D87: are hits here as Python wrote them, and there as they are written here (%#)",
    async (_, value) => {
      expect(await side.peer.ask("call", "get_anything", ["theirs"], value)).toEqual(value);
      expect(await users.getAnything.get("theirs")).toEqual(value);
      const creator = neverCalled();
      expect(await users.getAnything.cacheOnArguments(creator)("theirs")).toEqual(value);

      const before = side.peer.creations;
      await users.getAnything.cacheOnArguments(() => value as string)("ours");
      expect(await side.peer.ask("call", "get_anything", ["ours"])).toEqual(value);
      await users.getAnything.set(value as string, "set");
      expect(await side.peer.ask("call", "get_anything", ["set"])).toEqual(value);
      expect(side.peer.creations).toBe(before);
    },
  );

  it("D87: have as text what JSON numbers cannot hold", async () => {
    const size = 18_446_744_073_709_551_616n;
    await side.peer.ask("call", "get_size", ["a"], String(size));
    expect(await users.getSize.get("a")).toBe(size);
    await users.getSize.set(-size, "b");
    expect(await side.peer.ask("call", "get_size", ["b"])).toBe(String(-size));
  });

  it.each([
    ["no JSON", '{"ct": 1795289912.7, "v": 2}|NaN'],
    ["pickled", Buffer.from('{"ct": 1795289912.7, "v": 2}|\x80\x04K*.', "latin1")],
    ["of another type", '{"ct": 1795289912.7, "v": 2}|"not a user"'],
    ["without metadata", "|null"],
    ["of another version", '{"ct": 1795289912.7, "v": 1}|null'],
    ["empty", '{"ct": 1795289912.7, "v": 2}|'],
  ])("D89: are made anew when they are %s", async (_, stored) => {
    await side.client.set(KEY, stored);
    expect(await users.getUser.get("acme", ADA)).toBe(NO_VALUE);
    const getUser = users.getUser.cacheOnArguments(() => user("new"));
    expect(await getUser("acme", ADA)).toEqual(user("new"));
    expect(await side.peer.ask("call", "get_user", ["acme", "ada"])).toEqual(user("new"));
  });

  it("D89: are made anew when they are an integer that has lost digits", async () => {
    await side.client.set(users.count.key(), '{"ct": 1795289912.7, "v": 2}|9007199254740993');
    expect(await users.count.get()).toBe(NO_VALUE);
    expect(await users.count.cacheOnArguments(() => 7)()).toBe(7);
  });

  it("D70: lie under the keys of Python, mangled as there", async () => {
    expect(users.getUser.key("acme", ADA)).toBe(KEY);
    expect(users.search.key("a b")).toBe("app.users:search||a b");
    expect(users.count.key()).toBe("app.users:count|users|");
    expect(users.byNumbers.key(1e16, 2n ** 64n, true, 2)).toBe(
      "__main__:by_numbers|1e+16 18446744073709551616 True 2",
    );
    await side.peer.ask("call", "get_digest", ["a b"], "theirs");
    expect(await digests.getDigest.get("a b")).toBe("theirs");
    await digests.getDigest.set("ours", "c");
    expect(await side.peer.ask("call", "get_digest", ["c"])).toBe("ours");
  });

  it("D57: cost three round trips where there is none, one or a hundred", async () => {
    const getNames = users.getNames.cacheMultiOnArguments((ids) => ids.map(String));
    await getNames([0]);
    for (const ids of [[1], Array.from({ length: 100 }, (_, at) => 2 + at)]) {
      await side.client.config("RESETSTAT");
      await getNames(ids);
      const stats = await side.client.info("commandstats");
      const calls = [...stats.matchAll(/cmdstat_(mget|eval|evalsha):calls=(\d+)/g)];
      expect(calls.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(3);
    }
  });

  it("D86: lie there as dogpile.cache writes them, with members that it leaves alone", async () => {
    await users.getUser.cacheOnArguments(() => user("ours"))("acme", ADA);
    const ours = (await side.client.get(KEY)) ?? "";
    expect(ours).toMatch(
      /^\{"ct": \d{10}\.\d{1,6}, "v": 2, [^|]*\}\|\{"id":"ada","name":"ours"\}$/,
    );
    expect(await side.client.pttl(KEY)).toBeGreaterThan(3_600_000);
    expect(await side.client.keys("_lock*")).toEqual([]);
  });

  it("D87: are hits beside those of other functions, in one command", async () => {
    await side.peer.ask("call", "get_digest", ["one"]);
    await digests.own.set("two", "two");
    await digests.own.get("two");
    await side.client.config("RESETSTAT");
    const values = await Promise.all([digests.getDigest.get("one"), digests.own.get("two")]);
    expect(values).toEqual(["made in Python", "two"]);
    expect(await side.client.info("commandstats")).toMatch(/cmdstat_mget:calls=1,/);
    expect(await side.client.info("commandstats")).not.toMatch(/evalsha/);
  });
});

describe.skipIf(!hasPython)("locks that Python shares", () => {
  it("D92: are dogpile's own, bear a token and end by themselves", async () => {
    const { creator, getUser, open } = held();
    const making = getUser("acme", ADA);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    expect(await side.client.get(`_lock${KEY}`)).toMatch(/^cachegen:[\w-]{32}$/);
    const lastsMs = await side.client.pttl(`_lock${KEY}`);
    expect(lastsMs).toBeGreaterThan(0);
    expect(lastsMs).toBeLessThanOrEqual(PATIENT.leaseMs);
    expect(await side.client.exists(KEY)).toBe(0);
    expect(await users.getUser.isLocked("acme", ADA)).toBe(true);
    open(user("ours"));
    await making;
    expect(await side.client.exists(`_lock${KEY}`)).toBe(0);
  });

  it("D93: of Python are waited for, and its value is taken", async () => {
    const slow = await side.another({ isGated: true });
    const theirs = slow.ask("call", "get_user", ["acme", "ada"], user("theirs"));
    await vi.waitFor(() => expect(slow.begun).toBe(1));
    expect(await users.getUser.isLocked("acme", ADA)).toBe(true);
    const ours = users.getUser.cacheOnArguments(neverCalled())("acme", ADA);
    await slow.open();
    expect(await ours).toEqual(user("theirs"));
    expect(await theirs).toEqual(user("theirs"));
  });

  it("D93: of ours are waited for in Python, and our value is taken", async () => {
    const { creator, getUser, open } = held();
    const making = getUser("acme", ADA);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    const before = side.peer.creations;
    const theirs = side.peer.ask("call", "get_user", ["acme", "ada"]);
    // Python looks every 20 ms.
    await sleep(200);
    open(user("ours"));
    expect(await theirs).toEqual(user("ours"));
    expect(await making).toEqual(user("ours"));
    expect(side.peer.creations).toBe(before);
  });

  it("D93: make nobody wait who has something to serve", async () => {
    const slow = await side.another({ isGated: true, expirationS: 1 });
    await slow.ask("set", "get_user", ["acme", "ada"], user("stale"));
    await sleep(1_100);
    const theirs = slow.ask("call", "get_user", ["acme", "ada"], user("new"));
    await vi.waitFor(() => expect(slow.begun).toBe(1));
    const stale = users.getUser.with({ expirationMs: 1_000 });
    expect(await stale.cacheOnArguments(neverCalled())("acme", ADA)).toEqual(user("stale"));
    await slow.open();
    expect(await theirs).toEqual(user("new"));

    const { creator, getUser, open } = held();
    const ours = getUser.with({ expirationMs: 0 })("acme", ADA);
    await vi.waitFor(() => expect(creator).toHaveBeenCalled());
    await sleep(1_100);
    expect(await slow.ask("call", "get_user", ["acme", "ada"])).toEqual(user("new"));
    expect(slow.begun).toBe(1);
    open(user("newest"));
    expect(await ours).toEqual(user("newest"));
  });

  it("D22: make one creation of forty calls in two languages", async () => {
    const slow = await side.another({ creationMs: 200 });
    const creator = vi.fn(async () => {
      await sleep(200);
      return user("ours");
    });
    const getUser = users.getUser.cacheOnArguments(creator);
    const calls = Array.from({ length: 20 }, () => [
      getUser("acme", ADA),
      slow.ask("call", "get_user", ["acme", "ada"], user("theirs")),
    ]);
    const values = await Promise.all(calls.flat());
    expect(creator.mock.calls.length + slow.creations).toBe(1);
    const [first] = values;
    for (const value of values) expect(value).toEqual(first);
  });
});

describe.skipIf(!hasPython)("many that Python shares", () => {
  it("D46: are made by whoever lacks them, and found by the other", async () => {
    const names = await side.peer.ask("call", "get_names", [1, 2], ["one", "two"]);
    expect(names).toEqual(["one", "two"]);
    const creator = vi.fn((ids: readonly number[]) => ids.map((id) => `${id} made here`));
    const getNames = users.getNames.cacheMultiOnArguments(creator);
    expect(await getNames([3, 2, 1])).toEqual(["3 made here", "two", "one"]);
    expect(creator.mock.calls.map(([ids]) => ids)).toEqual([[3]]);
    const before = side.peer.creations;
    expect(await side.peer.ask("call", "get_names", [3, 1])).toEqual(["3 made here", "one"]);
    expect(side.peer.creations).toBe(before);
  });

  it("D46: may be entries that Python makes one by one", async () => {
    await side.peer.ask("call", "get_user", ["acme", "ada"], user("theirs"));
    const getUsers = users.getUsers.cacheMultiOnArguments(
      (_, ids) => new Map(ids.map((id) => [id, { id, name: "made here" }])),
    );
    const both = await getUsers("acme", [UserId("bob"), ADA]);
    expect([...both.values()].map((each) => each?.name)).toEqual(["made here", "theirs"]);
    expect(await side.peer.ask("call", "get_user", ["acme", "bob"])).toMatchObject({
      name: "made here",
    });
  });

  it("D56: never wait in a circle, whatever the order on either side", async () => {
    const slow = await side.another({ creationMs: 20 });
    const getNames = users.getNames.cacheMultiOnArguments(async (ids) => {
      await sleep(20);
      return ids.map((id) => `${id} made here`);
    });
    const rounds = Array.from({ length: 30 }, (_, at) => {
      const ids = Array.from({ length: 6 }, (_each, step) => (at + step * 7) % 40);
      const asked = at % 2 === 0 ? ids : [...ids].reverse();
      const theirs = slow.ask("call", "get_names", asked) as Promise<string[]>;
      return [getNames(asked), theirs].map(async (values) => ({ asked, names: await values }));
    });
    for (const { asked, names } of await Promise.all(rounds.flat())) {
      expect(names.map((name) => Number(name.split(" ")[0]))).toEqual(asked);
    }
    expect(await side.client.keys("_lock*")).toEqual([]);
  });
});
