import {
  adaptPlain,
  defineRegion,
  isCacheError,
  type PlainBackend,
  type PlainMutex,
  type RegionOptions,
} from "cachegen/runtime";
import { gate, ManualClock, settled, type Gate } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { mapBackend, SharedMap } from "../../contract/map-backend.js";
import { bench, deposit, kept } from "./plain-bench.js";

/** Never answered, for whatever is asked. */
const never = (): Promise<never> => new Promise(() => undefined);

function regionOn(plain: PlainBackend, options: RegionOptions = {}) {
  const clock = new ManualClock();
  const region = defineRegion({ name: "patient" });
  region.configure({ clock, backend: plain, backendTimeoutMs: 100, ...options });
  return { clock, region };
}

/** Let the store run out of time, as often as it is asked. */
async function through<T>(clock: ManualClock, call: Promise<T>): Promise<T> {
  let isDone = false;
  const done = call.finally(() => (isDone = true));
  done.catch(() => undefined);
  for (let step = 0; !isDone && step < 50; step += 1) {
    await settled();
    if (!isDone) clock.advanceMs(100);
  }
  return done;
}

const SILENT: PlainBackend = { form: "values", get: never, set: never, delete: never };

describe("a plain backend that never answers", () => {
  it("is no trouble to readers, and refuses what it does not confirm", async () => {
    const { clock, region } = regionOn(SILENT);
    const errors = vi.fn();
    region.on("error", errors);
    expect(
      await through(
        clock,
        region.getOrCreate("k", () => "made"),
      ),
    ).toBe("made");
    expect(errors).toHaveBeenCalled();
    const changes = [() => region.set("k", 1), () => region.delete("k"), () => region.invalidate()];
    for (const change of changes) {
      const refused = await through(clock, change()).catch((error: unknown) => error);
      expect(isCacheError(refused, "backend-failed")).toBe(true);
    }
    await region.close();
    expect(clock.pending).toBe(0);
  });

  it("is left alone after so many failures as the region says", async () => {
    const get = vi.fn(never);
    const options = { breakerFailures: 2, breakerPauseMs: 50 };
    const { clock, region } = regionOn({ ...SILENT, get }, options);
    for (const _ of [1, 2]) await through(clock, region.get("k"));
    const asked = get.mock.calls.length;
    // No time passes for these: nothing is asked.
    await region.get("k");
    await region.get("k");
    expect(get).toHaveBeenCalledTimes(asked);
    clock.advanceMs(50);
    await through(clock, region.get("k"));
    expect(get.mock.calls.length).toBeGreaterThan(asked);
    await region.close();
  });

  it("has as much time as each region gives it", async () => {
    const hasty = regionOn(SILENT, { backendTimeoutMs: 10 });
    const patient = regionOn(SILENT, { backendTimeoutMs: 10_000 });
    const answers = [hasty, patient].map(({ region }) => {
      const answered = vi.fn();
      void region.get("k").then(answered);
      return answered;
    });
    const counts = async (durationMs: number): Promise<number[]> => {
      await settled();
      for (const { clock } of [hasty, patient]) clock.advanceMs(durationMs);
      await settled();
      return answers.map(({ mock }) => mock.calls.length);
    };
    expect(await counts(10)).toEqual([1, 0]);
    expect(await counts(9_989)).toEqual([1, 0]);
    expect(await counts(1)).toEqual([1, 1]);
  });
});

describe("a change that was given up", () => {
  /** A store whose next `set` arrives when the gate is opened. */
  function lateSet(): { readonly plain: PlainBackend; readonly arrival: Gate } {
    const arrival = gate();
    const { set, ...rest } = mapBackend(new ManualClock(), {}, new SharedMap());
    const late = vi.fn(set).mockImplementationOnce(async (...args) => {
      await arrival.opened;
      await set(...args);
    });
    return { plain: { ...rest, set: late }, arrival };
  }

  it("never arrives after what was confirmed behind it", async () => {
    const { plain, arrival } = lateSet();
    const clock = new ManualClock();
    const backend = adaptPlain(plain, { clock, name: "shop", backendTimeoutMs: 100 });
    await backend.read("a");
    // The ages come first, then the value that is late.
    arrival.open();
    await backend.write([["b", deposit("b")]]);
    const again = lateSet();
    const slow = adaptPlain(
      { ...again.plain, get: plain.get.bind(plain) },
      { clock, name: "shop", backendTimeoutMs: 100 },
    );
    const write = slow.write([["a", deposit("old")]]);
    await expect(through(clock, Promise.resolve(write))).rejects.toThrow("not answered");
    await expect(slow.invalidate(["a"])).rejects.toThrow("an earlier change of the key");
    again.arrival.open();
    await settled();
    await slow.invalidate(["a"]);
    await settled();
    expect(await kept(slow, "a")).toBeUndefined();
  });

  it("keeps nothing of itself when it has ended", async () => {
    const { clock, plain, backend } = bench();
    const arrival = gate();
    await backend.write([["a", deposit(1)]]);
    vi.spyOn(plain, "set").mockImplementationOnce(() => arrival.opened);
    const write = through(clock, backend.write([["a", deposit(2)]]));
    await expect(write).rejects.toThrow("not answered");
    expect([backend.busyKeys, backend.unsettledKeys]).toEqual([0, 1]);
    arrival.open();
    await settled();
    expect(backend.unsettledKeys).toBe(0);
  });
});

describe("a change that has not come to its end", () => {
  it("has its key refused, and no other", async () => {
    const { clock, plain, backend } = bench();
    const arrival = gate();
    await backend.write([["a", deposit(1)]]);
    vi.spyOn(plain, "set").mockImplementationOnce(() => arrival.opened);
    const write = through(clock, backend.write([["a", deposit(2)]]));
    await expect(write).rejects.toThrow("not answered");
    for (let times = 0; times < 10; times += 1) {
      await expect(backend.invalidate(["a"])).rejects.toThrow("an earlier change of the key");
    }
    await backend.write([["b", deposit("b")]]);
    expect(await kept(backend, "b")).toBe("b");
    arrival.open();
  });
});

describe("a mutex that never answers", () => {
  it("keeps nobody waiting, and is given back when it was taken all the same", async () => {
    const taken = gate<boolean>();
    const release = vi.fn();
    const { clock, plain, backend } = bench();
    const getMutex = (): PlainMutex => ({ acquire: () => taken.opened, release });
    const guarded = adaptPlain({ ...plain, getMutex }, { clock, name: "shop" });
    const requests = [{ key: "a", seen: undefined, takeOver: false, leaseMs: 1 }];
    const asking = through(clock, Promise.resolve(guarded.acquire(requests)));
    await expect(asking).rejects.toThrow("not answered");
    taken.open(true);
    await settled();
    expect(release).toHaveBeenCalledTimes(1);
    expect(backend.leases).toBe(0);
  });
});

describe("patience", () => {
  it.each([
    ["backendTimeoutMs", 0],
    ["backendTimeoutMs", Infinity],
    ["backendTimeoutMs", Number.NaN],
    ["backendTimeoutMs", 3_600_001],
    ["breakerFailures", 0],
    ["breakerFailures", 1.5],
    ["breakerPauseMs", 0],
    ["breakerPauseMs", Infinity],
  ])("refuses %s: %s", (name, value) => {
    const region = defineRegion({ name: "patient" });
    expect(() => region.configure({ [name]: value })).toThrow(`patient: ${name} is ${value}; give`);
  });

  it("can be said in a configuration file", () => {
    const configured = defineRegion({ name: "configured" });
    configured.configureFromConfig(
      { "cache.backendTimeoutMs": "20", "cache.breakerFailures": "1" },
      "cache.",
    );
    expect(configured.isConfigured).toBe(true);
    expect(() =>
      defineRegion({ name: "refused" }).configureFromConfig(
        { "cache.backendTimeoutMs": "0" },
        "cache.",
      ),
    ).toThrow("backendTimeoutMs is 0");
  });
});
