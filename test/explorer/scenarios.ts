/** The stories that are told. P1, P2 and P3 are processes, `a` and `b` keys, r readers, w writers. */
import type { Scenario } from "./scenario.js";
import {
  abort,
  call,
  callMany,
  comes,
  die,
  get,
  invalidate,
  invalidateRegion,
  refresh,
  set,
} from "./story.js";

const TWO_READERS = [
  comes("r1", "P1", call("a")),
  comes("r2", "P1", call("a"), { after: ["r1"] }),
] as const;

/** Readers, and those who change what they read. */
const CHANGES: readonly Scenario[] = [
  {
    name: "two readers, and an invalidation in another process",
    callers: [...TWO_READERS, comes("w", "P2", invalidate("a"))],
  },
  {
    name: "a reader, and an invalidation and a reader after it in another process",
    callers: [
      comes("r1", "P1", call("a")),
      comes("w", "P2", invalidate("a")),
      comes("r2", "P2", call("a"), { once: ["w"] }),
    ],
  },
  {
    name: "a reader who finds what another process has made, an invalidation, and a reader after it",
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P2", call("a"), { after: ["r1"] }),
      comes("w", "P2", invalidate("a"), { once: ["r2"] }),
      comes("r3", "P1", call("a"), { once: ["w"] }),
    ],
  },
  {
    name: "readers in two processes, and an invalidation in a third",
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P2", call("a")),
      comes("w", "P3", invalidate("a")),
    ],
  },
  {
    name: "a reader, and invalidations in two other processes",
    callers: [
      comes("r1", "P1", call("a")),
      comes("w1", "P2", invalidate("a")),
      comes("w2", "P3", invalidate("a"), { once: ["w1"] }),
      comes("r2", "P1", call("a"), { once: ["w2"] }),
    ],
  },
  {
    name: "two readers, and a set in another process",
    callers: [...TWO_READERS, comes("w", "P2", set("a"))],
  },
  {
    name: "a reader, a set in another process, an invalidation after it, and one who only gets",
    callers: [
      comes("r1", "P1", call("a")),
      comes("w1", "P2", set("a")),
      comes("w2", "P2", invalidate("a"), { once: ["w1"] }),
      comes("r2", "P2", get("a"), { once: ["w2"] }),
    ],
  },
  {
    name: "two readers, and a hard invalidation of the region",
    callers: [...TWO_READERS, comes("w", "P2", invalidateRegion("hard", "a"))],
  },
  {
    name: "two readers of a cold key, and a soft invalidation of the region",
    callers: [...TWO_READERS, comes("w", "P2", invalidateRegion("soft", "a"))],
  },
  {
    name: "readers of a fresh value, and a soft invalidation of the region",
    fresh: ["a"],
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P1", get("a"), { after: ["r1"] }),
      comes("w", "P2", invalidateRegion("soft", "a")),
      comes("r3", "P2", call("a"), { once: ["w"] }),
    ],
  },
  {
    name: "a reader of a stale value, an invalidation, and a reader after it",
    stale: ["a"],
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P1", call("a"), { once: ["w"] }),
      comes("w", "P2", invalidate("a")),
    ],
  },
  {
    name: "readers of a stale value that is renewed in the background, and an invalidation",
    stale: ["a"],
    region: { refresh: "background" },
    callers: [...TWO_READERS, comes("w", "P2", invalidate("a"))],
  },
  {
    name: "a store in the process's own memory",
    local: true,
    callers: [...TWO_READERS, comes("w1", "P1", invalidate("a")), comes("w2", "P1", set("a"))],
  },
  {
    name: "a store in the process's own memory, invalidated softly as a whole",
    local: true,
    fresh: ["a"],
    callers: [...TWO_READERS, comes("w", "P1", invalidateRegion("soft", "a"))],
  },
];

/** Readers alone: how many creations they cost, and how creations end. */
const CREATIONS: readonly Scenario[] = [
  {
    name: "three readers of a cold key, in two processes",
    callers: [...TWO_READERS, comes("r3", "P2", call("a"))],
    mostCreations: 1,
  },
  {
    name: "readers of a stale value, in two processes",
    stale: ["a"],
    callers: [...TWO_READERS, comes("r3", "P2", call("a"))],
    mostCreations: 1,
  },
  {
    name: "refreshes in two processes",
    callers: [comes("r1", "P1", refresh("a")), comes("r2", "P2", refresh("a"))],
    mostCreations: 2,
  },
  {
    name: "two readers, and a creator that may fail",
    failures: 1,
    callers: TWO_READERS,
    mostCreations: 2,
  },
  {
    name: "readers in two processes, and a creator that may fail",
    failures: 1,
    callers: [comes("r1", "P1", call("a")), comes("r2", "P2", call("a"))],
    mostCreations: 2,
  },
  {
    name: "readers of a stale value, and a creator that may fail",
    stale: ["a"],
    failures: 1,
    callers: [...TWO_READERS, comes("r3", "P2", call("a"))],
    mostCreations: 2,
  },
  {
    name: "the only reader goes away",
    callers: [comes("r1", "P1", call("a")), comes("away", "P1", abort("r1"))],
  },
  {
    name: "the process that creates dies",
    callers: [
      comes("r1", "P1", call("a")),
      comes("end", "P1", die),
      comes("r2", "P2", call("a")),
      comes("r3", "P2", call("a"), { after: ["r2"] }),
    ],
  },
  {
    name: "two readers wait too long for somebody who has died",
    leased: ["a"],
    callers: [...TWO_READERS, comes("r3", "P2", call("a"))],
  },
  {
    name: "one creator at a time, for two keys",
    region: { maxCreators: 1 },
    callers: [comes("r1", "P1", call("a")), comes("r2", "P1", call("b"))],
    mostCreations: 1,
  },
];

/** Two keys, together and one by one. */
const MANY: readonly Scenario[] = [
  {
    name: "two keys at once, in opposite orders in two processes",
    callers: [comes("r1", "P1", callMany("a", "b")), comes("r2", "P2", callMany("b", "a"))],
    mostCreations: 1,
  },
  {
    name: "two keys at once, and one of them alone",
    callers: [comes("r1", "P1", callMany("a", "b")), comes("r2", "P1", call("b"))],
    mostCreations: 1,
  },
  {
    name: "two keys at once, an invalidation of one, and a reader after it",
    callers: [
      comes("r1", "P1", callMany("a", "b")),
      comes("w", "P2", invalidate("b")),
      comes("r2", "P1", call("b"), { once: ["w"] }),
    ],
  },
  {
    name: "two keys at once, and a creator that may fail",
    failures: 1,
    callers: [comes("r1", "P1", callMany("a", "b")), comes("r2", "P2", call("b"))],
  },
];

/** Played in every order of their steps. */
export const SCENARIOS: readonly Scenario[] = [...CHANGES, ...CREATIONS, ...MANY];

/** Played in many orders of their steps: of all there are too many. */
export const LARGE_SCENARIOS: readonly Scenario[] = [
  {
    name: "three readers, invalidations in two processes, and one who only gets",
    callers: [
      ...TWO_READERS,
      comes("r3", "P2", call("a")),
      comes("w1", "P1", invalidate("a")),
      comes("w2", "P2", invalidate("a")),
      comes("r4", "P2", get("a")),
    ],
  },
  {
    name: "two readers, and a set and an invalidation in their own process",
    callers: [
      ...TWO_READERS,
      comes("w1", "P1", set("a")),
      comes("w2", "P1", invalidate("a"), { once: ["w1"] }),
      comes("r3", "P1", call("a"), { once: ["w2"] }),
    ],
  },
  {
    name: "some readers go away, and others in two processes stay",
    callers: [
      ...TWO_READERS,
      comes("away", "P1", abort("r1")),
      comes("r3", "P2", call("a")),
      comes("r4", "P1", call("a"), { after: ["away"] }),
    ],
  },
  {
    name: "both readers of a process go away while a creator may fail",
    failures: 1,
    callers: [
      ...TWO_READERS,
      comes("away1", "P1", abort("r1")),
      comes("away2", "P1", abort("r2")),
      comes("r3", "P2", call("a")),
    ],
  },
  {
    name: "a reader elsewhere waits too long, and an invalidation",
    region: { waitMs: 1000 },
    time: "any",
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P2", call("a"), { after: ["r1"] }),
      comes("w", "P1", invalidate("a")),
    ],
  },
  {
    name: "readers of a stale value who wait only so long",
    stale: ["a"],
    region: { softTimeoutMs: 1000 },
    time: "any",
    callers: [
      ...TWO_READERS,
      comes("w", "P2", invalidate("a")),
      comes("r3", "P2", call("a"), { once: ["w"] }),
    ],
  },
  {
    name: "two keys at once in two processes, an invalidation, and a creator that may fail",
    failures: 1,
    callers: [
      comes("r1", "P1", callMany("a", "b")),
      comes("r2", "P2", callMany("b", "a")),
      comes("r3", "P1", call("b")),
      comes("w", "P2", invalidate("b")),
    ],
  },
  {
    name: "one creator at a time, three keys, and two readers go away",
    region: { maxCreators: 1 },
    callers: [
      comes("r1", "P1", call("a")),
      comes("r2", "P1", call("b")),
      comes("r3", "P1", callMany("b", "c")),
      comes("away1", "P1", abort("r1")),
      comes("away2", "P1", abort("r2")),
    ],
  },
  {
    name: "the process that creates dies amid readers and an invalidation",
    callers: [
      comes("r1", "P1", call("a")),
      comes("end", "P1", die),
      comes("r2", "P2", call("a")),
      comes("w", "P3", invalidate("a")),
      comes("r3", "P2", call("a"), { once: ["w"] }),
    ],
  },
];
