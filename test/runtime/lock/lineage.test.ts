import { AsyncLocalStorage } from "node:async_hooks";
import { gate, settled } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import {
  runMaking,
  runOutside,
  waitFor,
  wouldWaitForItself,
  type Waiter,
} from "../../../runtime/lock/lineage.js";

const thing = (): Waiter => ({ waits: new Set() });

describe("wouldWaitForItself", () => {
  it("is true for what is being made here, and for what waits for that", async () => {
    const [made, other, third] = [thing(), thing(), thing()];
    other.waits.add({ target: third });
    third.waits.add({ target: made });
    const answers = await runMaking([made], undefined, async () => {
      await settled();
      return [made, other, thing()].map(wouldWaitForItself);
    });
    expect(answers).toEqual([true, true, false]);
  });

  it("is false outside of creators, and in what they leave behind", async () => {
    const made = thing();
    expect(wouldWaitForItself(made)).toBe(false);
    const opening = gate();
    let later: Promise<boolean> = Promise.resolve(true);
    await runMaking([made], undefined, async () => {
      later = opening.opened.then(() => wouldWaitForItself(made));
    });
    opening.open();
    expect(await later).toBe(false);
  });
});

describe("waitFor", () => {
  it("notes what is waited for, for as long as it is", async () => {
    const [made, target] = [thing(), thing()];
    const opening = gate();
    const making = runMaking([made], undefined, () => waitFor(target, opening.opened));
    await settled();
    expect([...made.waits]).toEqual([{ target }]);
    opening.open();
    await making;
    expect(made.waits.size).toBe(0);
  });

  it("of two waits for one thing ends each on its own", async () => {
    const [made, target] = [thing(), thing()];
    const [short, long] = [gate(), gate()];
    const making = runMaking([made], undefined, () =>
      Promise.all([waitFor(target, short.opened), waitFor(target, long.opened)]),
    );
    short.open();
    await settled();
    expect([...made.waits]).toEqual([{ target }]);
    long.open();
    await making;
    expect(made.waits.size).toBe(0);
  });
});

describe("runOutside", () => {
  it("runs in no request's context", () => {
    const requests = new AsyncLocalStorage<string>();
    expect(requests.run("a request", () => runOutside(() => requests.getStore()))).toBeUndefined();
  });
});

describe("a storage nobody uses", () => {
  it("is switched off again when the last creator has ended", async () => {
    const [one, other] = [gate(), gate()];
    const makings = [one, other].map(({ opened }) => runMaking([thing()], undefined, () => opened));
    one.open();
    await makings[0];
    const inside = runMaking([thing()], undefined, async () => wouldWaitForItself(thing()));
    expect(await inside).toBe(false);
    other.open();
    await Promise.all(makings);
  });
});
