/** What happens to a fleet and its server while the fleet is at work. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { RedisServer } from "../support/redis-server.js";
import { sumOf, type Member } from "./members.js";

/** A fleet under way. */
export interface Fleet {
  readonly server: RedisServer;
  readonly client: Redis;
  readonly members: readonly Member[];
  readonly keys: number;
}

/** How often something happened to the fleet. */
export type Fault = "del" | "scriptFlush" | "clientKill" | "flushAll" | "kill" | "stop" | "restart";
export type Faults = Readonly<Record<Fault, number>>;

/** Between two faults, at least. */
const PAUSE_MS = 15;
/** What a member does not survive comes once, and so does what all of them have to recover from. */
const KILL_AT = 20;
const RESTART_AT = 40;

type Happening = readonly [Fault, (fleet: Fleet, step: number) => Promise<unknown>];

const KILL: Happening = ["kill", async ({ members }) => members[1]?.signal("SIGKILL")];
const RESTART: Happening = ["restart", ({ server }) => server.restart()];
const DEL: Happening = ["del", ({ client, keys }, step) => client.del(`k${step % keys}`)];

/** One after another. */
const ROUND: readonly Happening[] = [
  DEL,
  ["scriptFlush", ({ client }) => client.script("FLUSH")],
  DEL,
  ["stop", ({ members: [first] }) => pause(first)],
  DEL,
  ["clientKill", ({ client }) => client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")],
  ["flushAll", ({ client }) => client.flushall()],
];

function happeningAt(step: number): Happening {
  if (step === KILL_AT) return KILL;
  return step === RESTART_AT ? RESTART : (ROUND[step % ROUND.length] ?? DEL);
}

/**
 * Let one thing after another happen to a fleet at work: each when the members have gone on since the one before, however
 * slow the machine is. Ends when all has been seen, or when `signal` says that it takes too long.
 */
export async function harass(
  fleet: Fleet,
  isEnough: (faults: Faults) => boolean,
  signal: AbortSignal,
): Promise<Faults> {
  const faults = {
    del: 0,
    scriptFlush: 0,
    clientKill: 0,
    flushAll: 0,
    kill: 0,
    stop: 0,
    restart: 0,
  };
  const readsOf = (members: readonly Member[]): number => sumOf(members, "reads");
  await goOn(() => fleet.members.every((member) => readsOf([member]) > 0), signal);
  for (let step = 0; !isEnough(faults) && !signal.aborted; step += 1) {
    const [fault, happen] = happeningAt(step);
    await happen(fleet, step);
    faults[fault] += 1;
    const before = readsOf(fleet.members);
    await goOn(() => readsOf(fleet.members) > before, signal);
  }
  return faults;
}

/** Waits until something has come about. */
async function goOn(hasCome: () => boolean, signal: AbortSignal): Promise<void> {
  do await sleep(PAUSE_MS);
  while (!hasCome() && !signal.aborted);
}

/** Stop a process for longer than its leases last. */
async function pause(member: Member | undefined): Promise<void> {
  member?.signal("SIGSTOP");
  await sleep(60);
  member?.signal("SIGCONT");
}
