import {
  closeAll,
  defineRegion,
  isCacheError,
  systemClock,
  type Region,
  type RegionSpec,
} from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import * as scripts from "../../../../runtime/backend/redis/own/scripts.js";
import { FOREVER_MS, PATIENT } from "../../../support/patient.js";
import { redisAtADistance } from "../../../support/redis-at-a-distance.js";

const hasRedis = inject("hasRedis");
const LONG_MS = FOREVER_MS;

let regions = 0;

const net = redisAtADistance();
beforeEach(() => void (regions += 1));
afterEach(async () => {
  if (!hasRedis) return;
  net.proxy.restore();
  await closeAll();
});

function regionAt(url: string, spec: Partial<RegionSpec> = {}, clock = { ...systemClock }): Region {
  const options = { expirationMs: LONG_MS, leaseMs: LONG_MS, waitMs: LONG_MS, ...spec };
  return defineRegion({ name: `network${regions}`, backend: url, ...options }).configure({ clock });
}

/** One whose network goes wrong. */
function far(spec: Partial<RegionSpec> = {}, clock?: typeof systemClock): Region {
  return regionAt(`redis://127.0.0.1:${net.proxy.port}`, spec, clock);
}

/** One beside the server. */
function near(spec: Partial<RegionSpec> = {}): Region {
  return regionAt(net.server.url, { ...PATIENT, ...spec });
}

async function unconfirmed(change: Promise<void>): Promise<boolean> {
  return change.then(
    () => false,
    (error: unknown) => isCacheError(error, "backend-failed"),
  );
}

/** Let what was held up arrive, and be done: what the region asks then comes behind it. */
async function arrive(region: Region): Promise<void> {
  net.proxy.restore();
  await vi.waitFor(() => region.delete("behind it"));
}

/** Store something, however long a machine takes for it that does much else. */
async function store(region: Region, key: string): Promise<void> {
  await vi.waitFor(() => region.set(key, "stored"));
}

describe.skipIf(!hasRedis)("what was given up and arrives later", () => {
  /** A `set` that is held up on its way, while a member elsewhere invalidates its key. */
  async function lateSet(key: string): Promise<string | null> {
    const [here, there] = [far(), near()];
    await store(here, key);
    net.proxy.hold("toServer");
    expect(await unconfirmed(here.set(key, "late"))).toBe(true);
    await there.delete(key);
    await arrive(here);
    return net.observer.get(key);
  }

  it("stores nothing, since somebody may have invalidated it meanwhile", async () => {
    expect(await lateSet("late set")).toBeNull();
  });

  it("would be stored without the times between which it may run", async () => {
    const { text, sha } = scripts.WRITE;
    const open = text.replace("now > tonumber", "false and now > tonumber");
    expect(open).not.toBe(text);
    Object.assign(scripts.WRITE, { text: open });
    try {
      // A connection that said nothing for long is given up, and what was held up on it is lost.
      await vi.waitFor(async () => expect(await lateSet("late and open")).toContain("late"));
    } finally {
      Object.assign(scripts.WRITE, { text, sha });
    }
  });

  it("takes no lease: its holder does not know of it", async () => {
    const [here, there] = [far(), near()];
    await here.get("anything");
    net.proxy.hold("toServer");
    expect(await here.getOrCreate("late lease", () => "made here")).toBe("made here");
    await arrive(here);
    expect(await there.keyIsLocked("late lease")).toBe(false);
    expect(await there.getOrCreate("late lease", () => "made there")).toBe("made there");
  });

  it("gives back the lease whose giving it did not hear of", async () => {
    const [here, there] = [far(), near()];
    await here.get("anything");
    net.proxy.hold("toClient");
    expect(await here.getOrCreate("unheard", () => "made here")).toBe("made here");
    await vi.waitFor(async () => expect(await there.keyIsLocked("unheard")).toBe(false));
    expect(await there.getOrCreate("unheard", () => "made there")).toBe("made there");
  });

  it("stores nothing under a lease that another has by now", async () => {
    const [here, there] = [far(), near()];
    const value = gate<string>();
    const making = here.getOrCreate("late fill", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("late fill")).toBe(true));
    net.proxy.hold("toServer");
    value.open("late");
    expect(await making).toBe("late");
    await there.delete("late fill");
    await arrive(here);
    expect(await net.observer.get("late fill")).toBeNull();
  });
});

describe.skipIf(!hasRedis)("a script that the server does not know", () => {
  /** Write and invalidate a key, one right after the other, on a server that knows the second script alone. */
  async function inOrder(): Promise<string | null> {
    const backend = await near().actualBackend();
    const createdMs = Date.now();
    const text = { kept: "1", createdMs, costMs: 0, draw: 0, bytes: 1, retainMs: LONG_MS };
    await backend.read("ordered");
    await net.observer.script("FLUSH");
    await net.observer.script("LOAD", scripts.INVALIDATE.text);
    await Promise.all([backend.write([["ordered", text]]), backend.invalidate(["ordered"])]);
    return net.observer.get("ordered");
  }

  it("is not made up for after what was asked behind it", async () => {
    expect(await inOrder()).toBeNull();
  });

  it("would be, if it was not sent as text", async () => {
    Object.assign(scripts.WRITE, { isUnfenced: false });
    try {
      expect(await inOrder()).not.toBeNull();
    } finally {
      Object.assign(scripts.WRITE, { isUnfenced: true });
    }
  });
});

describe.skipIf(!hasRedis)("a server whose clock is set to another time", () => {
  it.each([
    ["forward", 3_600_000],
    ["back", -3_600_000],
  ])("%s takes what is written all the same", async (_, stepMs) => {
    // The same, seen from here: our own clock is set, the other way.
    let aheadMs = 0;
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs };
    const { glanceMs: _glance, ...rest } = clock;
    const region = regionAt(net.server.url, { backendTimeoutMs: 60_000 }, rest);
    await region.set("k", "before");
    aheadMs = -stepMs;
    await region.set("k", "after");
    expect(await region.get("k")).toBe("after");
    expect(await near().get("k")).toBe("after");
  });
});

describe.skipIf(!hasRedis)("a network that goes wrong", () => {
  it("is no trouble to readers while it is slow, and a change is not confirmed", async () => {
    const here = far();
    await store(here, "k");
    net.proxy.delay("toClient", 600);
    expect(await here.getOrCreate("k", () => "made")).toBe("made");
    expect(await unconfirmed(here.delete("k"))).toBe(true);
  });

  it("is given as much time as each region says, on one connection", async () => {
    const clock = { ...systemClock };
    const patient = far({ backendTimeoutMs: 60_000 }, clock);
    regions += 1;
    const hasty = far({ backendTimeoutMs: 50 }, clock);
    await Promise.all([store(patient, "patient"), store(hasty, "hasty")]);
    net.proxy.delay("toClient", 300);
    const asked = (region: Region, key: string) => region.getOrCreate(key, () => "made");
    const [first, second] = await Promise.all([asked(patient, "patient"), asked(hasty, "hasty")]);
    expect([first, second]).toEqual(["stored", "made"]);
    expect(net.proxy.open).toBe(1);
  });

  it("refuses what it cut off before it was confirmed, at once, in words of its own", async () => {
    const here = far({ backendTimeoutMs: 60_000 });
    await store(here, "k");
    net.proxy.hold("toClient");
    const change = here.delete("k").catch((error: unknown) => error);
    await vi.waitFor(async () => expect(await net.observer.exists("k")).toBe(0));
    net.proxy.cut();
    const refused = await change;
    expect(isCacheError(refused, "backend-failed")).toBe(true);
    expect(String(refused)).toMatch(
      /the store did not confirm the change of 1 key \(.+\); try again$/,
    );
    const cause = String(refused instanceof Error && refused.cause);
    expect(cause).toContain("the server was not heard out");
    net.proxy.restore();
    await vi.waitFor(() => here.delete("k"));
    expect(net.proxy.connections).toBeGreaterThan(1);
  });

  it("goes on by another connection when one says nothing any more", async () => {
    const here = far();
    await store(here, "k");
    net.proxy.swallow("toClient");
    expect(await here.getOrCreate("k", () => "made")).toBe("made");
    net.proxy.restore();
    // The old one is dead for ever, and nobody has told.
    await vi.waitFor(async () => expect(await here.get("k")).toBe("stored"));
    expect(net.proxy.connections).toBeGreaterThan(1);
    await vi.waitFor(() => here.set("k", "again"));
    expect(await near().get("k")).toBe("again");
  });

  it("serves a waiter whose messages are held up", async () => {
    const [here, there] = [near(), far({ backendTimeoutMs: 60_000 })];
    const value = gate<string>();
    const making = here.getOrCreate("waited", () => value.opened);
    await vi.waitFor(async () => expect(await there.keyIsLocked("waited")).toBe(true));
    const waiting = there.getOrCreate("waited", () => "not made");
    await vi.waitFor(async () => {
      expect(await net.observer.pubsub("NUMSUB", "@wake:waited")).toEqual(["@wake:waited", 1]);
    });
    net.proxy.hold("toClient");
    value.open("made");
    await making;
    net.proxy.restore();
    expect(await waiting).toBe("made");
  });

  it("lets the origin be asked by only so many at a time", async () => {
    const here = far({ maxCreators: 3, backendTimeoutMs: 50 });
    await here.get("anything");
    net.proxy.swallow("toClient");
    let [running, most] = [0, 0];
    const full = gate();
    const creator = async (): Promise<string> => {
      running += 1;
      most = Math.max(most, running);
      if (running === 3) full.open();
      await full.opened;
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return "made";
    };
    const keys = Array.from({ length: 60 }, (_, at) => `dam${at}`);
    const values = await Promise.all(keys.map((key) => here.getOrCreate(key, creator)));
    expect(values).toEqual(keys.map(() => "made"));
    expect(most).toBe(3);
  });
});
