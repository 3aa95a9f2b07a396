import { afterAll, describe, expect, it } from "vitest";
import { describeFailure } from "./exploration.js";
import { explore } from "./explore.js";
import { SCENARIOS } from "./scenarios.js";
import { call, callMany, comes, invalidate } from "./story.js";

/** More than any of these stories has: one that has more belongs to the large ones. */
const MOST_SCHEDULES = 4000;
const TIMEOUT_MS = 60_000;

const counts: string[] = [];
afterAll(() => console.info(`schedules, all of them:\n${counts.join("\n")}`));

describe("in every schedule, the rules hold for", () => {
  for (const scenario of SCENARIOS) {
    const { name } = scenario;
    const play = async (): Promise<void> => {
      const { failure, complete, schedules } = await explore(scenario, { atMost: MOST_SCHEDULES });
      counts.push(`${String(schedules).padStart(6)}  ${name}`);
      expect(failure && describeFailure(failure)).toBeUndefined();
      expect(complete).toBe(true);
    };
    it(name, play, TIMEOUT_MS);
  }
});

describe("a call for two keys", () => {
  const writer = comes("w", "P2", invalidate("b"));

  it("gives each what a call for it alone gives", async () => {
    const together = await explore({
      name: "together",
      callers: [comes("r", "P1", callMany("a", "b")), writer],
    });
    const alone = await explore({
      name: "alone",
      callers: [comes("r", "P1", call("a")), comes("r'", "P1", call("b")), writer],
    });
    const keyAndVersion = (answers: ReadonlySet<string>): string[] =>
      [...new Set([...answers].map((answer) => answer.replace(/^.*: /, "")))].sort();
    expect(keyAndVersion(together.answers)).toEqual(["a 0", "b 0", "b 1"]);
    expect(keyAndVersion(together.answers)).toEqual(keyAndVersion(alone.answers));
  });
});
