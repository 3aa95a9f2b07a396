import type { CreationRunner, KeyOptions, PendingCreation } from "cachegen/runtime";
import { describe, expect, it, vi } from "vitest";
import { settled } from "../../../testing/gate.js";
import { ManualClock } from "../../../testing/manual-clock.js";
import { shop, type Shop } from "../../support/shop.js";
import { codeOf, counting, gated, GRACIOUS, MINUTE_MS } from "./creators.js";
import { EndingLeases, takeLease } from "./stores.js";

/** A runner that collects what it is given. */
function collecting(): { readonly given: PendingCreation[]; readonly runner: CreationRunner } {
  const given: PendingCreation[] = [];
  return { given, runner: (creation) => void given.push(creation) };
}

/** A region with an expired value under "k". */
async function withStaleValue(): Promise<Shop> {
  const made = shop({ ...GRACIOUS, keyMangler: (key) => `mangled ${key}` });
  await made.region.set("k", "old");
  made.clock.advanceMs(MINUTE_MS + 1);
  return made;
}

describe("asyncCreationRunner", () => {
  it("D41: gets the key as it was given and a creation to run, and the caller the stale value", async () => {
    const { region } = await withStaleValue();
    const { given, runner } = collecting();
    const creator = counting();
    const options = { asyncCreationRunner: runner };
    expect(await region.getOrCreate("k", creator, options)).toBe("old");
    expect(given.map(({ key }) => key)).toEqual(["k"]);
    expect(creator).not.toHaveBeenCalled();
    expect(await region.keyIsLocked("k")).toBe(true);
    await given[0]?.run();
    expect(await region.get("k")).toBe("made 1");
    expect(await region.keyIsLocked("k")).toBe(false);
  });

  it("D41: is not waited for once it has begun, though it waits for its creation itself", async () => {
    const { region } = await withStaleValue();
    const { gates, creator } = gated();
    const served: string[] = [];
    const options: KeyOptions = { asyncCreationRunner: ({ run }) => run() };
    const call = region.getOrCreate("k", creator, options).then((value) => served.push(value));
    await settled();
    expect(served).toEqual(["old"]);
    gates[0]?.open("new");
    await call;
    await settled();
    expect(await region.get("k")).toBe("new");
  });

  it("D42: is not called where there is nothing to serve meanwhile", async () => {
    const { region } = await withStaleValue();
    const runner = vi.fn();
    const options = { asyncCreationRunner: runner };
    const creator = counting();
    expect(await region.getOrCreate("absent", creator, options)).toBe("made 1");
    await region.invalidate();
    expect(await region.getOrCreate("k", creator, options)).toBe("made 2");
    expect(runner).not.toHaveBeenCalled();
  });

  it("D43: that throws gives the lease back and its error to the caller", async () => {
    const { region } = await withStaleValue();
    const failure = new Error("the queue is full");
    const asyncCreationRunner = (): never => {
      throw failure;
    };
    expect(await codeOf(region.getOrCreate("k", counting(), { asyncCreationRunner }))).toBe(
      failure,
    );
    expect(await region.keyIsLocked("k")).toBe(false);
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });

  it("D43: whose promise rejects gives the lease back and is reported", async () => {
    const { region } = await withStaleValue();
    const failure = new Error("the queue is full");
    const reported: unknown[] = [];
    region.on("failure", ({ error }) => reported.push(error));
    const asyncCreationRunner = (): Promise<never> => Promise.reject(failure);
    expect(await region.getOrCreate("k", counting(), { asyncCreationRunner })).toBe("old");
    await settled();
    expect(reported).toEqual([failure]);
    expect(await region.keyIsLocked("k")).toBe(false);
  });

  it("D44: is called once until it has finished, and then its value is served", async () => {
    const { region } = await withStaleValue();
    const { given, runner } = collecting();
    const call = (): Promise<string> =>
      region.getOrCreate("k", async () => "new", { asyncCreationRunner: runner });
    expect(await Promise.all([call(), call(), call()])).toEqual(["old", "old", "old"]);
    expect(await call()).toBe("old");
    expect(given).toHaveLength(1);
    await given[0]?.run();
    expect(await call()).toBe("new");
    expect(given).toHaveLength(1);
  });

  it("D44: runs its creation once, however often it is told to", async () => {
    const { region } = await withStaleValue();
    const { given, runner } = collecting();
    const creator = counting();
    await region.getOrCreate("k", creator, { asyncCreationRunner: runner });
    await Promise.all([given[0]?.run(), given[0]?.run()]);
    await given[0]?.run();
    expect(creator).toHaveBeenCalledTimes(1);
    expect(await region.get("k")).toBe("made 1");
  });

  it("D45: that has cancelled its creation can run it no more", async () => {
    const { region } = await withStaleValue();
    const { given, runner } = collecting();
    const creator = counting();
    await region.getOrCreate("k", creator, { asyncCreationRunner: runner });
    await given[0]?.cancel();
    await given[0]?.run();
    expect(creator).not.toHaveBeenCalled();
  });

  it("D45: that forgets its creation is waited for no longer than waitMs", async () => {
    const { clock, region } = await withStaleValue();
    const { given, runner } = collecting();
    const options = { asyncCreationRunner: runner, waitMs: 5000 };
    await region.getOrCreate("k", counting(), options);
    clock.advanceMs(5000);
    await settled();
    expect(await region.keyIsLocked("k")).toBe(false);
    expect(await region.getOrCreate("k", counting(), options)).toBe("old");
    expect(given).toHaveLength(2);
  });

  it("D45: that cancels its creation frees the key at once and leaves no timer", async () => {
    const { clock, region } = await withStaleValue();
    const { given, runner } = collecting();
    const options = { asyncCreationRunner: runner };
    await region.getOrCreate("k", counting(), options);
    await given[0]?.cancel();
    expect(await region.keyIsLocked("k")).toBe(false);
    expect(clock.pending).toBe(0);
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });

  it("D45: is outlived by its lease for as long as that lasts, when its process dies", async () => {
    const clock = new ManualClock();
    const { region } = shop({ clock });
    const store = await region.backend();
    const mortal = shop({ clock, backend: new EndingLeases(store, clock) }).region;
    await takeLease(await mortal.backend(), "k");
    const waiter = mortal.getOrCreate("k", counting());
    await settled();
    clock.advanceMs(10_000);
    expect(await waiter).toBe("made 1");
    expect(await mortal.get("k")).toBe("made 1");
  });
});
