/** Stories in which a rule was broken once. */
import type { Scenario } from "./scenario.js";
import { call, callUnstored, comes, invalidate, refresh } from "./story.js";

/** A refresh that was overtaken answered a value made before it was called. */
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

/** Who joins a creation that ends without a fill got what an invalidation had overtaken: no store told of it. */
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
export const ONCE_BROKEN: readonly Scenario[] = [...REFRESHES, ...WITHOUT_FILL];
