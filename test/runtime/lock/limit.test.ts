import { gate, settled } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { Limit } from "../../../runtime/lock/limit.js";

describe("Limit", () => {
  it("lets so many through, the rest in their order", async () => {
    const limit = new Limit(1);
    const entered: number[] = [];
    const first = await limit.enter();
    const others = [1, 2].map(async (n) => {
      const place = await limit.enter();
      entered.push(n);
      return place;
    });
    await settled();
    expect(entered).toEqual([]);
    expect(limit.waiting).toBe(2);
    first.end();
    (await Promise.all(others.slice(0, 1)))[0]?.end();
    await Promise.all(others);
    expect(entered).toEqual([1, 2]);
    expect(limit.waiting).toBe(0);
  });

  it("lends a place while its holder waits, and lets it go on at once after that", async () => {
    const limit = new Limit(1);
    const place = await limit.enter();
    const waiting = gate<string>();
    const lent = place.lendWhile(waiting.opened);
    const guest = await limit.enter();
    waiting.open("done");
    expect(await lent).toBe("done");
    let entered = false;
    const third = limit.enter().then((it) => {
      entered = true;
      return it;
    });
    place.end();
    await settled();
    expect(entered).toBe(false);
    guest.end();
    (await third).end();
  });

  it("lends it once to all a holder waits for at the same time", async () => {
    const limit = new Limit(1);
    const place = await limit.enter();
    const [one, other] = [gate(), gate()];
    const both = Promise.all([place.lendWhile(one.opened), place.lendWhile(other.opened)]);
    one.open();
    await settled();
    const guest = await limit.enter();
    other.open();
    guest.end();
    await both;
    place.end();
    place.end();
    const next = await limit.enter();
    expect(limit.waiting).toBe(0);
    next.end();
  });
});
