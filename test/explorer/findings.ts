/** Stories in which the runtime breaks a rule: each is to move to its like in `scenarios.ts` once it holds. */
import type { Scenario } from "./scenario.js";
import { call, callUnstored, comes, invalidate, refresh } from "./story.js";

/** A refresh that was overtaken answers a value made before it was called. */
const REFRESHES: readonly Scenario[] = [
  {
    name: "refreshes of a fresh value in two processes",
    fresh: ["a"],
    callers: [comes("r1", "P1", refresh("a")), comes("r2", "P2", refresh("a"))],
  },
  {
    name: "refreshes of a fresh value in one process",
    fresh: ["a"],
    callers: [comes("r1", "P1", refresh("a")), comes("r2", "P1", refresh("a"))],
  },
  {
    name: "a refresh of a fresh value, and an invalidation in its own process",
    fresh: ["a"],
    callers: [comes("r1", "P1", refresh("a")), comes("w", "P1", invalidate("a"))],
  },
  {
    name: "a refresh of a stale value, and an invalidation in its own process",
    stale: ["a"],
    callers: [comes("r1", "P1", refresh("a")), comes("w", "P1", invalidate("a"))],
  },
];

/** Who joins a creation that ends without a fill gets what an invalidation has overtaken: no store tells of it. */
const WITHOUT_FILL: readonly Scenario[] = [
  {
    name: "values that are not to be stored, and a reader after an invalidation",
    callers: [
      comes("r1", "P1", callUnstored("a")),
      comes("w", "P2", invalidate("a")),
      comes("r2", "P1", callUnstored("a"), { once: ["w"] }),
    ],
  },
  {
    name: "a reader who waits too long, and a reader after an invalidation",
    leased: ["a"],
    time: "any",
    callers: [
      comes("r1", "P1", call("a")),
      comes("w", "P2", invalidate("a"), { after: ["r1"] }),
      comes("r2", "P1", call("a"), { once: ["w"] }),
    ],
  },
];

/** All of them. */
export const FINDINGS: readonly Scenario[] = [...REFRESHES, ...WITHOUT_FILL];
