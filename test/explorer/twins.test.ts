/** The rules have teeth: with one part of the lock taken out, the same stories break them. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { Flight } from "../../runtime/lock/flight.js";
import { Flights } from "../../runtime/lock/flights.js";
import { describeFailure, type ExploreOptions } from "./exploration.js";
import { explore } from "./explore.js";
import type { Scenario } from "./scenario.js";
import { abort, call, callMany, comes, get, invalidate, invalidateRegion, set } from "./story.js";
import { confused, forgetful, generous, greedy, silent, unfenced } from "./twin-stores.js";

const READERS = [
  comes("r1", "P1", call("a")),
  comes("r2", "P1", call("a"), { after: ["r1"] }),
] as const;

const OVERTAKEN: Scenario = {
  name: "two readers, and an invalidation in another process",
  callers: [...READERS, comes("w", "P2", invalidate("a"))],
};

/** The schedule in which the story breaks one of these rules, for reading; nothing where it holds. */
async function broken(
  scenario: Scenario,
  options: ExploreOptions & { readonly only: readonly string[] },
): Promise<string> {
  const { failure } = await explore(scenario, { atMost: 4000, ...options });
  return failure === undefined ? "" : describeFailure(failure);
}

afterEach(() => vi.restoreAllMocks());

describe("a store whose fills ignore the token", () => {
  const store = unfenced;

  it("hands out what an invalidation has overtaken", async () => {
    const failure = await broken(OVERTAKEN, { store, only: ["I2"] });
    expect(failure).toMatch(/^I2: r\d got a as it was before w changed it\n {3}1\. r1 comes to/);
    expect(failure).toContain("the store executes P2's invalidate a");
  });

  it("hands out what a set has overtaken", async () => {
    const overwritten = { name: "", callers: [...READERS, comes("w", "P2", set("a"))] };
    expect(await broken(overwritten, { store, only: ["I2"] })).toContain("I2: ");
  });

  it.each(["hard", "soft"] as const)("hands out what a %s one has overtaken", async (mode) => {
    const emptied = {
      name: "",
      callers: [...READERS, comes("w", "P2", invalidateRegion(mode, "a"))],
    };
    expect(await broken(emptied, { store, only: ["I2"] })).toContain("I2: ");
  });

  it("is caught in the act too", async () => {
    const failure = await broken(OVERTAKEN, { store, only: ["I3"] });
    expect(failure).toContain("I3: a late fill of a by P1 left a trace");
  });
});

describe("flights", () => {
  it("that tell nobody of a refused fill hand out what was overtaken", async () => {
    vi.spyOn(Flight.prototype, "revoke").mockReturnValue(undefined);
    expect(await broken(OVERTAKEN, { only: ["I2"] })).toContain("I2: r2 got a");
  });

  it("that can be joined while their value is being stored hand out what was overtaken", async () => {
    vi.spyOn(Flight.prototype, "close").mockReturnValue(undefined);
    expect(await broken(OVERTAKEN, { only: ["I2"] })).toContain("I2: r2 got a");
  });

  it("that end with the first who goes away leave the others without an answer", async () => {
    vi.spyOn(Flights.prototype, "leave").mockImplementation(function (this: Flights<unknown>, key) {
      this.find(key)?.fail(new DOMException("somebody has gone", "AbortError"));
    });
    const left = { name: "", callers: [...READERS, comes("away", "P1", abort("r1"))] };
    expect(await broken(left, { only: ["I22"] })).toContain("I22: ");
  });

  it("that are never forgotten are under way for ever", async () => {
    vi.spyOn(Flights.prototype, "end").mockReturnValue(undefined);
    const alone = { name: "", callers: [comes("r", "P1", call("a"))] };
    expect(await broken(alone, { only: ["I15"] })).toContain("of P1 never ends");
  });
});

describe("a store that", () => {
  const cold = { name: "", callers: [...READERS, comes("r3", "P2", call("a"))] };

  it("gives everybody a lease lets two create", async () => {
    const failure = await broken({ ...cold, mostCreations: 1 }, { store: generous, only: ["I1"] });
    expect(failure).toContain("I1: a was created 2 times, not 1");
  });

  it("tells nobody that a lease has ended lets somebody wait for ever", async () => {
    const impatient = { ...cold, region: { waitMs: Infinity } };
    expect(await broken(impatient, { store: silent, only: ["I5"] })).toContain("is never answered");
  });

  it("takes no lease back after a failure is left with one", async () => {
    const failing = { ...cold, failures: 1 };
    expect(await broken(failing, { store: greedy, only: ["I18"] })).toContain("I18: ");
  });

  it("makes nothing stale hands out as fresh what was invalidated softly", async () => {
    const softened = {
      name: "",
      fresh: ["a"],
      callers: [comes("w", "P1", invalidateRegion("soft", "a")), comes("r", "P2", get("a"))],
    };
    expect(await broken(softened, { store: forgetful, only: ["I2"] })).toContain("I2: r got a");
  });

  it("takes one key for another hands out values of the other", async () => {
    const pair = {
      name: "",
      fresh: ["a", "b"],
      callers: [comes("r", "P1", callMany("a", "b"))],
    };
    expect(await broken(pair, { store: confused, only: ["I16"] })).toContain("I16: r asked for a");
  });
});
