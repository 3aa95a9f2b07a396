import { describe, expect, it } from "vitest";
import { describeFailure } from "./exploration.js";
import { explore } from "./explore.js";
import { ONCE_BROKEN } from "./once-broken.js";
import { sample } from "./sample.js";
import type { Scenario } from "./scenario.js";
import { LARGE_SCENARIOS, SCENARIOS } from "./scenarios.js";

const SEED = 20_260_101;
const TIMEOUT_MS = 60_000;

/** Play schedules by chance, and hold them to the rules. */
async function holds(scenario: Scenario, atMost: number): Promise<void> {
  const { failure, schedules } = await sample(scenario, { atMost, seed: SEED });
  expect(failure && describeFailure(failure)).toBeUndefined();
  expect(schedules).toBe(atMost);
}

describe("in 1,000 schedules drawn by chance, the rules hold for", () => {
  for (const scenario of LARGE_SCENARIOS) {
    it(scenario.name, () => holds(scenario, 1000), TIMEOUT_MS);
  }
});

describe("in 3,000 schedules drawn by chance, the rules hold again for", () => {
  for (const scenario of ONCE_BROKEN) {
    it(scenario.name, () => holds(scenario, 3000), TIMEOUT_MS);
  }
});

describe("schedules drawn by chance", () => {
  it.each(SCENARIOS.filter(({ callers }) => callers.length === 3).slice(0, 3))(
    "bring no answer that the explorer has not seen: $name",
    async (scenario) => {
      const { answers } = await explore(scenario);
      const drawn = await sample(scenario, { atMost: 300, seed: SEED });
      expect([...drawn.answers].filter((answer) => !answers.has(answer))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it("are the same for the same seed", async () => {
    const [scenario = { name: "none", callers: [] }] = LARGE_SCENARIOS;
    const answers = async (seed: number): Promise<readonly string[]> => [
      ...(await sample(scenario, { atMost: 20, seed })).answers,
    ];
    expect(await answers(1)).toEqual(await answers(1));
    expect((await answers(1)).length).toBeGreaterThan(1);
  });
});
