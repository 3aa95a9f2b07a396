/**
 * A process of the fleet: readers that check every value against the truth, and a writer that changes the truth and
 * invalidates. A value is wrong when it is older than the last change whose invalidation was confirmed before the reading.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { closeAll, defineRegion, systemClock, type Region } from "cachegen/runtime";
import { Redis } from "ioredis";
import { openRedis } from "../../runtime/backend/redis/connect.js";
import * as dogpile from "../../runtime/backend/redis/dogpile/scripts.js";
import { FILL } from "../../runtime/backend/redis/own/scripts.js";
import type { Script } from "../../runtime/backend/redis/script.js";
import { ENOUGH, NOTHING_SEEN, type MemberOptions, type Report } from "./protocol.js";
import { randomNumbers } from "../../bench/memory/zipf.js";

const READERS = 6;
const LEASE_MS = 25;
const LONGEST_CREATION_MS = 40;

/** Every so many writings all is invalidated too: by schedule, for what is left to chance may never come. */
const HARD_EVERY = 40;
const SOFT_EVERY = 20;

const options = JSON.parse(process.env["MEMBER"] ?? "{}") as MemberOptions;
const truth = new Redis(options.truthUrl);
const random = randomNumbers(options.seed);
const counts: { -readonly [Name in keyof Report]: number } = { ...NOTHING_SEEN };
let isOver = false;

if (options.broken) takeOutTheFence();

const region: Region = defineRegion({
  name: "register",
  namespace: "fleet",
  backend: options.cacheUrl,
  expirationMs: 500,
  graceMs: 500,
  leaseMs: LEASE_MS,
  waitMs: 1_000,
});
const whole = await openRedis(options.cacheUrl, { clock: systemClock, name: "fleet:register" });
if (options.layout === "dogpile") region.configure({ backend: whole.python });
region.on("fenced", () => (counts.fenced += 1));
process.on("message", (message) => (isOver ||= message === ENOUGH));
process.once("disconnect", () => (isOver = true));

await Promise.all([...Array.from({ length: READERS }, read), write()]);
await closeAll();
await whole.close();
truth.disconnect();
process.send?.(counts, () => process.disconnect());

async function read(): Promise<void> {
  while (!isOver) {
    const name = keyName();
    const floor = Number(await truth.get(`floor:${name}`));
    const value = await region.getOrCreate(name, () => create(name));
    counts.reads += 1;
    if (value < floor) counts.violations += 1;
    await sleep(random() * 2);
  }
}

async function create(name: string): Promise<number> {
  counts.creations += 1;
  const value = Number(await truth.get(`value:${name}`));
  await sleep(random() * LONGEST_CREATION_MS);
  return value;
}

async function write(): Promise<void> {
  for (let writing = 1; !isOver; writing += 1) {
    const name = keyName();
    const value = await truth.incr(`value:${name}`);
    await confirmed(() => region.delete(name));
    counts.invalidations += 1;
    await raiseFloor(name, value);
    await invalidateAll(writing);
    process.send?.(counts);
    await sleep(random() * 20);
  }
}

async function invalidateAll(writing: number): Promise<void> {
  if (writing % HARD_EVERY === 0) {
    await confirmed(() => region.invalidate());
    counts.hardInvalidations += 1;
  } else if (writing % SOFT_EVERY === 0) {
    await confirmed(() => region.invalidate({ soft: true }));
    counts.softInvalidations += 1;
  }
}

/** What the server does not confirm is tried again: until then nothing is promised. */
async function confirmed(change: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await change();
    } catch {
      counts.unconfirmed += 1;
      await sleep(5);
    }
  }
}

/** Floors only rise, whoever comes last. */
async function raiseFloor(name: string, value: number): Promise<void> {
  const script = `if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then
    redis.call('SET', KEYS[1], ARGV[1]) end`;
  await truth.eval(script, 1, `floor:${name}`, value);
}

function keyName(): string {
  return `k${Math.floor(random() * options.keys)}`;
}

function takeOutTheFence(): void {
  if (options.layout === "own")
    unfence(FILL, "if held and ARGV[argument + 2] == hard", "if true or hard");
  else unfence(dogpile.FILL, "held and isOfAge and head == head_of(key)", "true");
}

function unfence(fill: Script, comparison: string, instead: string): void {
  const text = fill.text.replace(comparison, instead);
  if (text === fill.text) throw new Error("the comparison is not where it was");
  Object.assign(fill, { text, sha: "0".repeat(40) });
}
