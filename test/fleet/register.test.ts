/**
 * The promise of invalidation, kept by several processes on one Redis server while everything happens to it: no reader
 * gets a value older than the last change whose invalidation was confirmed before the reading began.
 */
import { fork, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startRedis, type RedisServer } from "../support/redis-server.js";
import type { MemberOptions, Report } from "./protocol.js";

const MEMBER = fileURLToPath(new URL("member.ts", import.meta.url));
const KEYS = 4;
const MEMBERS = 4;
const PATIENCE_MS = 120_000;

/** Between two faults. */
const PAUSE_MS = 15;
const KILL_AT = 20;
const RESTART_AT = 40;

const hasRedis = inject("hasRedis");

let truth: RedisServer | undefined;
let seeds = 0;

beforeAll(async () => {
  if (hasRedis) truth = await startRedis();
});
afterAll(() => truth?.stop());

/** A process of the fleet under way. */
class Member {
  readonly process: ChildProcess;
  readonly report: Promise<Report | undefined>;

  constructor(options: Omit<MemberOptions, "seed">) {
    const env = { ...process.env, MEMBER: JSON.stringify({ ...options, seed: (seeds += 1) }) };
    const execArgv = ["--import", "tsx", "--conditions=@cachegen/source"];
    this.process = fork(MEMBER, { env, execArgv, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.report = new Promise((resolve) => {
      this.process.once("message", (message) => resolve(message as Report));
      this.process.once("exit", () => resolve(undefined));
    });
  }

  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): boolean {
    return this.process.kill(name);
  }
}

/** How often something happened to the fleet. */
type Fault = "del" | "scriptFlush" | "clientKill" | "flushAll" | "kill" | "stop" | "restart";
type Faults = Record<Fault, number>;

/** What was seen by all who lived to tell. */
function sumOf(reports: readonly (Report | undefined)[], name: keyof Report): number {
  return reports.reduce((sum, report) => sum + (report?.[name] ?? 0), 0);
}

/** A fleet under way, and what happens to it. */
interface Fleet {
  readonly server: RedisServer;
  readonly client: Redis;
  readonly members: readonly Member[];
}

const RESTART: readonly [Fault, (fleet: Fleet) => Promise<unknown>] = [
  "restart",
  ({ server }) => server.restart(),
];

/** One fault after another; one a member does not survive comes once. */
const FAULTS: readonly [Fault, (fleet: Fleet, step: number) => Promise<unknown>][] = [
  ["del", ({ client }, step) => client.del(`k${step % KEYS}`)],
  ["scriptFlush", ({ client }) => client.script("FLUSH")],
  ["del", ({ client }, step) => client.del(`k${(step + 1) % KEYS}`)],
  ["stop", ({ members: [first] }) => pause(first)],
  ["del", ({ client }, step) => client.del(`k${(step + 2) % KEYS}`)],
  ["clientKill", ({ client }) => client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")],
  ["flushAll", ({ client }) => client.flushall()],
];

/** Let one thing after another happen until the readers are done. */
async function harass(fleet: Fleet, isOver: () => boolean): Promise<Faults> {
  const faults = {
    del: 0,
    scriptFlush: 0,
    clientKill: 0,
    flushAll: 0,
    kill: 0,
    stop: 0,
    restart: 0,
  };
  for (let step = 0; !isOver(); step += 1) {
    const [fault, happen] =
      step === RESTART_AT ? RESTART : (FAULTS[step % FAULTS.length] ?? RESTART);
    await happen(fleet, step);
    faults[fault] += 1;
    if (step === KILL_AT) faults.kill += Number(fleet.members[1]?.signal("SIGKILL") === true);
    await sleep(PAUSE_MS);
  }
  return faults;
}

/** Stop a process for longer than its leases last. */
async function pause(member: Member | undefined): Promise<void> {
  member?.signal("SIGSTOP");
  await sleep(60);
  member?.signal("SIGCONT");
}

type Scenario = Pick<MemberOptions, "reads" | "layout" | "broken">;

async function run(scenario: Scenario) {
  const server = await startRedis();
  const client = new Redis(server.url);
  client.on("error", () => undefined);
  const options = { cacheUrl: server.url, truthUrl: truth?.url ?? "", keys: KEYS, ...scenario };
  const members = Array.from({ length: MEMBERS }, () => new Member(options));
  let isOver = false;
  const all = Promise.all(members.map(({ report }) => report)).finally(() => (isOver = true));
  try {
    const faults = await harass({ server, client, members }, () => isOver);
    return { faults, reports: await all };
  } finally {
    for (const member of members) member.signal("SIGKILL");
    client.disconnect();
    await server.stop();
  }
}

describe.skipIf(!hasRedis).each([
  ["entries of its own", "own", { reads: 2_000, brokenReads: 800 }],
  ["entries that Python shares", "dogpile", { reads: 500, brokenReads: 400 }],
] as const)(
  "a fleet with %s, whose members are killed and paused, on a server that forgets",
  (_, layout, { reads, brokenReads }) => {
    it("serves nothing that was invalidated before", { timeout: PATIENCE_MS }, async () => {
      const { faults, reports } = await run({ reads, layout, broken: false });
      const told = (name: keyof Report): number => sumOf(reports, name);
      expect(told("violations")).toBe(0);
      for (const [name, count] of Object.entries(faults)) expect(count, name).toBeGreaterThan(0);
      const seen = ["fenced", "invalidations", "hardInvalidations", "softInvalidations"] as const;
      for (const name of seen) expect(told(name), name).toBeGreaterThan(0);
    });

    it("would be caught serving it without the fence", { timeout: PATIENCE_MS }, async () => {
      const { reports } = await run({ reads: brokenReads, layout, broken: true });
      expect(sumOf(reports, "violations")).toBeGreaterThan(0);
    });
  },
);
