/** What happens to entries that Python shares when things are changed, invalidated or killed, with dogpile.cache itself. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { NO_VALUE, systemClock } from "cachegen/runtime";
import { gate, type Gate } from "cachegen/testing";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openRedis } from "../../runtime/backend/redis/connect.js";
import type { RedisBackend } from "../../runtime/backend/redis/redis-backend.js";
import { ACQUIRE, FILL } from "../../runtime/backend/redis/dogpile/scripts.js";
import { users, UserId, type User } from "../cases/python/expected/index.js";
import { FOREVER_MS, PATIENT } from "../support/patient.js";
import { hasPython, pythonSide } from "../support/python-side.js";
import type { PythonOptions, PythonPeer } from "./python-peer.js";

const HOLDER = fileURLToPath(new URL("holder.ts", import.meta.url));
const ADA = UserId("ada");
const PYTHON_ADA = ["acme", "ada"];
const HELD = UserId("held");
const KEY = "app.users:get_user|users|acme ada";
/** Redis tells how long a key lasts in whole milliseconds. */
const ROUNDING_MS = 5;

/** The same region in another process, as good as. */
let elsewhere: RedisBackend;

const side = pythonSide(async (url) => {
  const clock = { ...systemClock };
  users.region.configure({ ...PATIENT, backend: url, clock, retryAfterMs: FOREVER_MS });
  const patient = { clock: { ...systemClock }, backendTimeoutMs: PATIENT.backendTimeoutMs };
  elsewhere = await openRedis(url, { ...patient, name: "shop:users" });
});
afterAll(() => elsewhere?.close());

function user(name: string): User {
  return { id: "ada", name };
}

function lockOf(key: string): string {
  return `_lock${key}`;
}

/** Waits until a lock lasts longer than it did before. */
async function isRenewed(lock: string): Promise<void> {
  let beforeMs = Infinity;
  await vi.waitFor(async () => {
    const lastsMs = await side.client.pttl(lock);
    const isLonger = lastsMs > beforeMs;
    beforeMs = lastsMs;
    expect(isLonger).toBe(true);
  });
}

const newUser = users.getUser.cacheOnArguments(() => user("new"));

/** A creation here, under way until the test opens it; any other comes to an end by itself. */
async function underWay(): Promise<{
  readonly opening: Gate<User>;
  readonly making: Promise<User | null>;
}> {
  const opening = gate<User>();
  const creator = vi
    .fn<() => User | Promise<User>>(() => user("made again"))
    .mockImplementationOnce(() => opening.opened);
  const making = users.getUser.cacheOnArguments(creator).refresh("acme", ADA);
  await vi.waitFor(() => expect(creator).toHaveBeenCalled());
  return { opening, making };
}

/** A creation in Python, under way until the test opens it. */
async function underWayInPython(
  options: Partial<PythonOptions> = {},
): Promise<{ readonly slow: PythonPeer; readonly theirs: Promise<unknown> }> {
  const slow = await side.another({ isGated: true, ...options });
  const theirs = slow.ask("call", "get_user", PYTHON_ADA, user("theirs"));
  await vi.waitFor(() => expect(slow.begun).toBe(1));
  return { slow, theirs };
}

describe.skipIf(!hasPython)("a holder that dies", () => {
  it("here is waited for in Python no longer than its lease, and Python takes over once", async () => {
    const holder = fork(HOLDER, {
      env: { ...process.env, CACHE_URL: side.server.url },
      execArgv: ["--import", "tsx", "--conditions=@cachegen/source"],
    });
    await once(holder, "message");
    const lock = lockOf("app.users:get_user|users|acme held");
    expect(await side.client.get(lock)).toMatch(/^cachegen:/);
    const before = side.peer.creations;
    const waiting = [1, 2, 3].map(() => side.peer.ask("call", "get_user", ["acme", "held"]));
    // It renews its lease, and Python waits for as long as it lives.
    await isRenewed(lock);
    expect(side.peer.begun).toBe(before);
    const dead = once(holder, "exit");
    holder.kill("SIGKILL");
    await dead;
    for (const value of await Promise.all(waiting)) {
      expect(value).toEqual({ id: "held", name: "made in Python" });
    }
    expect(side.peer.creations).toBe(before + 1);
    expect(await users.getUser.get("acme", HELD)).toEqual({ id: "held", name: "made in Python" });
  });

  it("in Python is waited for here no longer than its lock lasts, and one takes over", async () => {
    const { slow, theirs } = await underWayInPython({ lockS: 1 });
    theirs.catch(() => undefined);
    const nowMs = Date.now();
    const lastsUntilMs = nowMs + (await side.client.pttl(lockOf(KEY)));
    const begun: number[] = [];
    const getUser = users.getUser.cacheOnArguments(() => {
      begun.push(Date.now());
      return user("taken over");
    });
    const waiting = [getUser("acme", ADA), getUser("acme", ADA)];
    await slow.kill();
    expect(await Promise.all(waiting)).toEqual([user("taken over"), user("taken over")]);
    expect(begun).toHaveLength(1);
    expect(begun[0]).toBeGreaterThan(lastsUntilMs - ROUNDING_MS);
    expect(await side.peer.ask("call", "get_user", PYTHON_ADA)).toEqual(user("taken over"));
  });

  it("would not be waited for by one who does not honour Python's locks", async () => {
    const { text, sha } = ACQUIRE;
    const broken = text.replace("elseif is_live(holder, soft) and", "elseif false and");
    expect(broken).not.toBe(text);
    Object.assign(ACQUIRE, { text: broken, sha: "0".repeat(40) });
    try {
      const { slow, theirs } = await underWayInPython();
      expect(await newUser("acme", ADA)).toEqual(user("new"));
      await slow.open();
      await expect(theirs).rejects.toThrow("LockNotOwned");
    } finally {
      Object.assign(ACQUIRE, { text, sha });
    }
  });

  it("in Python with a lock that lasts for ever costs a caller the wait, and stores nothing", async () => {
    const { slow, theirs } = await underWayInPython({ lockS: null });
    theirs.catch(() => undefined);
    await slow.kill();
    const getUser = users.getUser.with({ waitMs: 300 }).cacheOnArguments(() => user("made alone"));
    expect(await getUser("acme", ADA)).toEqual(user("made alone"));
    expect(await users.getUser.get("acme", ADA)).toBe(NO_VALUE);
  });
});

describe.skipIf(!hasPython)("a change on one side", () => {
  it("is seen on the other: set, and invalidate", async () => {
    await users.getUser.set(user("ours"), "acme", ADA);
    expect(await side.peer.ask("call", "get_user", PYTHON_ADA)).toEqual(user("ours"));
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("theirs"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("theirs"));
    await side.peer.ask("invalidate", "get_user", PYTHON_ADA);
    expect(await users.getUser.get("acme", ADA)).toBe(NO_VALUE);
    await users.getUser.set(user("ours"), "acme", ADA);
    await users.getUser.invalidate("acme", ADA);
    const before = side.peer.creations;
    await side.peer.ask("call", "get_user", PYTHON_ADA, user("theirs"));
    expect(side.peer.creations).toBe(before + 1);
  });

  it.each([
    ["an invalidation here", false, () => users.getUser.invalidate("acme", ADA)],
    ["a set here", false, () => users.getUser.set(user("set"), "acme", ADA)],
    ["an invalidation in another process", false, () => elsewhere.python.invalidate([KEY])],
    ["an invalidation of the region there", false, () => elsewhere.invalidateAll("hard")],
    ["a DEL of its lock", false, () => side.client.del(lockOf(KEY))],
    ["an invalidation of the region here", false, () => users.region.invalidate()],
    ["a set in Python", false, () => side.peer.ask("set", "get_user", PYTHON_ADA, user("set"))],
    ["a refresh in Python", false, () => side.peer.ask("refresh", "get_user", PYTHON_ADA)],
    [
      "a set in Python over a value",
      true,
      () => side.peer.ask("set", "get_user", PYTHON_ADA, user("set")),
    ],
    [
      "an invalidation in Python of a value",
      true,
      () => side.peer.ask("invalidate", "get_user", PYTHON_ADA),
    ],
  ])("fences a creation here: %s", async (_, isThere, change) => {
    if (isThere) await side.peer.ask("set", "get_user", PYTHON_ADA, user("old"));
    const { opening, making } = await underWay();
    await change();
    opening.open(user("overtaken"));
    await making;
    const found = await users.getUser.get("acme", ADA);
    expect(found).not.toEqual(user("overtaken"));
    expect((await side.client.get(KEY)) ?? "").not.toContain("overtaken");
  });

  it("would be overtaken without the comparison of tokens and heads", async () => {
    const { text, sha } = FILL;
    const broken = text.replace("held and isOfAge and head == head_of(key)", "true");
    expect(broken).not.toBe(text);
    Object.assign(FILL, { text: broken, sha: "0".repeat(40) });
    try {
      for (const change of [
        () => elsewhere.python.invalidate([KEY]),
        () => side.peer.ask("set", "get_user", PYTHON_ADA, user("set")),
      ]) {
        const { opening, making } = await underWay();
        await change();
        opening.open(user("overtaken"));
        await making;
        expect(await side.client.get(KEY)).toContain("overtaken");
      }
    } finally {
      Object.assign(FILL, { text, sha });
    }
  });

  it("here cannot fence what Python is making, and does not make it fail", async () => {
    const { slow, theirs } = await underWayInPython();
    await users.getUser.invalidate("acme", ADA);
    await slow.open();
    expect(await theirs).toEqual(user("theirs"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("theirs"));
  });

  it("here by refresh waits for what Python is making, and then makes it anew", async () => {
    const { slow, theirs } = await underWayInPython();
    const ours = newUser.refresh("acme", ADA);
    await slow.open();
    expect(await theirs).toEqual(user("theirs"));
    expect(await ours).toEqual(user("new"));
    expect(await side.peer.ask("call", "get_user", PYTHON_ADA)).toEqual(user("new"));
  });
});

describe.skipIf(!hasPython)("an invalidation of the region", () => {
  it("makes what Python wrote before it missing, and not what Python writes after it", async () => {
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("before"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("before"));
    await users.region.invalidate();
    expect(await users.getUser.get("acme", ADA)).toBe(NO_VALUE);
    await sleep(5);
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("after"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("after"));
    await users.region.invalidate();
    expect(await newUser("acme", ADA)).toEqual(user("new"));
    expect(await side.peer.ask("call", "get_user", PYTHON_ADA)).toEqual(user("new"));
  });

  it("that is soft makes it stale", async () => {
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("before"));
    await users.region.invalidate({ soft: true });
    const { opening, making } = await underWay();
    expect(await newUser("acme", ADA)).toEqual(user("before"));
    opening.open(user("new"));
    expect(await making).toEqual(user("new"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("new"));
    await sleep(5);
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("after"));
    expect(await users.getUser.get("acme", ADA)).toEqual(user("after"));
  });

  it("after which a soft one comes stays hard", async () => {
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("before"));
    await users.region.invalidate();
    await users.region.invalidate({ soft: true });
    expect(await newUser("acme", ADA)).toEqual(user("new"));
  });

  it("ends the leases of creations under way here, and is waited for by nobody", async () => {
    const { opening, making } = await underWay();
    await users.region.invalidate();
    // By whoever comes first: the caller who was overtaken asks again too.
    const made = await newUser("acme", ADA);
    opening.open(user("overtaken"));
    expect(await making).toEqual(made);
    expect(await users.getUser.get("acme", ADA)).toEqual(made);
  });
});

describe.skipIf(!hasPython)("a failed refresh", () => {
  it("is noted with what Python wrote, which Python goes on reading", async () => {
    await side.peer.ask("set", "get_user", PYTHON_ADA, user("stale"));
    await users.region.invalidate({ soft: true });
    const creator = vi.fn<() => User>(() => {
      throw new Error("no database");
    });
    const getUser = users.getUser.cacheOnArguments(creator);
    expect(await getUser("acme", ADA)).toEqual(user("stale"));
    expect(await getUser("acme", ADA)).toEqual(user("stale"));
    expect(creator).toHaveBeenCalledTimes(1);
    expect(await side.client.get(KEY)).toMatch(/^\{"ct": [\d.]+, "v": 2, "retry": [\d.]+\}\|/);
    expect(await side.peer.ask("call", "get_user", PYTHON_ADA)).toEqual(user("stale"));
  });
});
