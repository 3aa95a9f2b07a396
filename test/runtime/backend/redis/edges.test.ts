import { Unreadable } from "cachegen/runtime";
import {
  closeAll,
  defineRegion,
  systemClock,
  type Region,
  type RegionSpec,
} from "cachegen/runtime";
import { gate } from "cachegen/testing";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { observedRedis } from "../../../support/observed-redis.js";

const hasRedis = inject("hasRedis");
const redis = observedRedis();

let regions = 0;

afterEach(() => closeAll());

/** A region, with what went wrong in it. */
function regionWith(spec: Partial<RegionSpec>): {
  readonly region: Region;
  readonly errors: unknown[];
} {
  const name = `edges${(regions += 1)}`;
  const region = defineRegion({
    name,
    backend: redis.server.url,
    backendTimeoutMs: 60_000,
    ...spec,
  });
  region.configure({ clock: { ...systemClock } });
  const errors: unknown[] = [];
  region.on("error", ({ error }) => void errors.push(error));
  return { region, errors };
}

describe.skipIf(!hasRedis)("times that no server could add to its own", () => {
  it.each([
    ["leaseMs", Infinity],
    ["leaseMs", 1e300],
    ["leaseMs", 60_000.5],
    ["expirationMs", 1e300],
    ["expirationMs", Number.MAX_SAFE_INTEGER],
    ["graceMs", Infinity],
    ["retryAfterMs", Infinity],
  ])("%s of %s stores values all the same", async (name, value) => {
    const { region, errors } = regionWith({ expirationMs: 60_000, [name]: value });
    const key = `${name}${value}`;
    expect(await region.getOrCreate(key, () => "made")).toBe("made");
    expect(await region.get(key)).toBe("made");
    await region.set(key, "set");
    expect(await region.getOrCreate(key, () => "made again")).toBe("set");
    expect(errors).toEqual([]);
  });

  it("let a failed refresh rest for as long as that is", async () => {
    const times = { expirationMs: 50, graceMs: 60_000, retryAfterMs: Infinity };
    const { region, errors } = regionWith(times);
    await region.set("rests", "old");
    const failing = vi.fn(() => Promise.reject(new Error("down")));
    await vi.waitFor(async () => {
      expect(await region.getOrCreate("rests", failing)).toBe("old");
      expect(failing).toHaveBeenCalledTimes(1);
    });
    for (let call = 0; call < 3; call += 1) {
      expect(await region.getOrCreate("rests", failing)).toBe("old");
    }
    expect(failing).toHaveBeenCalledTimes(1);
    expect(errors).toEqual([]);
  });
});

describe.skipIf(!hasRedis)("an entry that was damaged", () => {
  it.each(["until", "retry", "hard", "soft", "ct", "v", "lease", "fill"])(
    "in its %s is made anew, and told of once",
    async (member) => {
      const { region, errors } = regionWith({ expirationMs: 60_000 });
      const key = `damaged-${member}`;
      await region.set(key, "old");
      const text = (await redis.observer.get(key)) ?? "";
      const name = `"${member}": `;
      const at = text.indexOf(name) + name.length;
      await redis.observer.setrange(
        key,
        at + (text[at] === '"' ? 1 : 0),
        "#".repeat(member === "v" ? 1 : 14),
      );
      expect(await region.getOrCreate(key, () => "new")).toBe("new");
      expect(await region.getOrCreate(key, () => "newer")).toBe("new");
      expect(errors).toEqual([expect.any(Unreadable)]);
    },
  );
});

describe.skipIf(!hasRedis)("the region's age", () => {
  it("may be lost between reading and asking for the lease", async () => {
    const { region, errors } = regionWith({ expirationMs: 60_000 });
    await region.set("k", "old");
    const backend = await region.actualBackend();
    const seen = await backend.read("k");
    await redis.observer.del(`@age:${region.name}`);
    const request = { key: "k", seen, takeOver: false, leaseMs: 60_000 };
    const [answer] = await backend.acquire([request]);
    expect(answer?.kind).toBe("won");
    expect(await region.get("k")).not.toBe("old");
    expect(errors).toEqual([]);
  });

  it("may be lost while a value is made: it is not stored, and whoever waits makes it anew", async () => {
    const { region } = regionWith({ expirationMs: 60_000 });
    const other = defineRegion({
      name: region.name,
      backend: redis.server.url,
      expirationMs: 60_000,
    });
    other.configure({ clock: { ...systemClock }, backendTimeoutMs: 60_000 });
    const value = gate<string>();
    const creator = vi.fn(() => value.opened);
    const making = region.getOrCreate("lost", creator);
    await vi.waitFor(async () => expect(await other.keyIsLocked("lost")).toBe(true));
    await redis.observer.del(`@age:${region.name}`);
    expect(await other.getOrCreate("lost", () => "made there")).toBe("made there");
    value.open("made here");
    await making;
    expect(await other.get("lost")).toBe("made there");
  });
});

describe.skipIf(!hasRedis)("keys of one's own with half a character", () => {
  it("are told apart, though they have no UTF-8 form", async () => {
    const { region } = regionWith({ expirationMs: 60_000 });
    const keys = ["half\ud800", "half\ud801", "half\ufffd", '"half\\ud800"'];
    for (const key of keys) await region.set(key, key);
    expect(await region.getMulti(keys)).toEqual(keys);
  });
});
