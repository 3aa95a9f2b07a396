/**
 * The promise of invalidation, kept by several processes on one Redis server while everything happens to it: no reader
 * gets a value older than the last change whose invalidation was confirmed before the reading began.
 */
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startRedis, type RedisServer } from "../support/redis-server.js";
import { harass, type Faults } from "./faults.js";
import { Member, sumOf } from "./members.js";
import type { MemberOptions, Report } from "./protocol.js";

const KEYS = 4;
const MEMBERS = 4;

/** A fleet goes on until it has seen what it is to see: only one that never would is ended, long after. */
const LONGEST_MS = 240_000;
const PATIENCE_MS = LONGEST_MS + 60_000;

const hasRedis = inject("hasRedis");

let truth: RedisServer | undefined;
let seeds = 0;

beforeAll(async () => {
  if (hasRedis) truth = await startRedis();
});
afterAll(() => truth?.stop());

type Scenario = Pick<MemberOptions, "layout" | "broken">;

/** What came about, and how often. */
interface Seen {
  readonly faults: Faults;
  readonly told: (name: keyof Report) => number;
}

/** Runs a fleet until it has seen enough. Answers what came about, and whether every member came to its end. */
async function run(
  scenario: Scenario,
  isEnough: (seen: Seen) => boolean,
): Promise<Seen & { readonly ended: readonly boolean[] }> {
  const server = await startRedis();
  const client = new Redis(server.url);
  client.on("error", () => undefined);
  const urls = { cacheUrl: server.url, truthUrl: truth?.url ?? "" };
  const members = Array.from({ length: MEMBERS }, () => {
    return new Member({ ...urls, ...scenario, keys: KEYS, seed: (seeds += 1) });
  });
  const told = (name: keyof Report): number => sumOf(members, name);
  const fleet = { server, client, members, keys: KEYS };
  const tooLong = AbortSignal.timeout(LONGEST_MS);
  tooLong.addEventListener("abort", () => members.forEach((member) => member.signal("SIGKILL")));
  try {
    const faults = await harass(fleet, (soFar) => isEnough({ faults: soFar, told }), tooLong);
    for (const member of members) member.tellEnough();
    const ended = await Promise.all(members.map((member) => member.ended));
    return { faults, told, ended };
  } finally {
    for (const member of members) member.signal("SIGKILL");
    client.disconnect();
    await server.stop();
  }
}

/** What makes it a trial of the promise, each at least once. */
const TRIALS = ["fenced", "invalidations", "hardInvalidations", "softInvalidations"] as const;

describe.skipIf(!hasRedis).each([
  ["entries of its own", "own", 4_000],
  ["entries that Python shares", "dogpile", 2_000],
] as const)(
  "a fleet with %s, whose members are killed and paused, on a server that forgets",
  (_, layout, reads) => {
    it("serves nothing that was invalidated before", { timeout: PATIENCE_MS }, async () => {
      const { faults, told, ended } = await run({ layout, broken: false }, (soFar) => {
        const counts = [...Object.values(soFar.faults), ...TRIALS.map(soFar.told)];
        return counts.every((count) => count > 0) && soFar.told("reads") >= reads;
      });
      expect(told("violations")).toBe(0);
      for (const [name, count] of Object.entries(faults)) expect(count, name).toBeGreaterThan(0);
      for (const name of TRIALS) expect(told(name), name).toBeGreaterThan(0);
      expect(ended, "all but the one that was killed").toEqual([true, false, true, true]);
    });

    it("would be caught serving it without the fence", { timeout: PATIENCE_MS }, async () => {
      const { told } = await run({ layout, broken: true }, (soFar) => soFar.told("violations") > 0);
      expect(told("violations")).toBeGreaterThan(0);
    });
  },
);
