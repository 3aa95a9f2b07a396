/** What holds in every schedule; the numbers are those of the project's list of invariants. */
import type { FunctionStatistics, Lease, MemoryBackend } from "cachegen/runtime";
import type { Agenda } from "./agenda.js";
import { CreatorFailure } from "./creators.js";
import { CHANGES, type Birth, type Creation, type History, type Operation } from "./history.js";
import type { LeaseBook } from "./lease-book.js";
import type { Process } from "./process.js";
import { keysOf, type Scenario } from "./scenario.js";
import type { SimulatedTime } from "./simulated-time.js";

/** A run, as far as it is judged. */
export interface Run {
  readonly scenario: Scenario;
  readonly history: History;
  readonly book: LeaseBook;
  readonly agenda: Agenda;
  readonly time: SimulatedTime;
  readonly store: MemoryBackend;
  readonly processes: ReadonlyMap<string, Process>;
}

/** Look at what every caller was answered. */
export function checkAnswers({ history, agenda }: Run): void {
  for (const operation of history.operations) {
    const { caller, process, endedAt, error } = operation;
    if (agenda.isDead(process)) continue;
    if (endedAt === undefined) history.violate("I5", `${caller} is never answered`);
    else if (error !== undefined) checkError(history, operation);
    else operation.keys.forEach((_, at) => checkValue(history, operation, at));
  }
  for (const creation of history.creations) checkFailure(history, creation);
}

/** I22: once everybody who waited has gone, the creators are told, and their leases are on their way back. */
export function checkAbandoned({ history, agenda, book }: Run): void {
  if (!history.operations.some(({ abortedAt }) => abortedAt === history.tick)) return;
  for (const { name, process, keys, signal, leases, endedAt } of history.creations) {
    const isWanted = keys.some((key) => isWaitedFor(history, process, key));
    if (endedAt !== undefined || isWanted) continue;
    if (!signal.aborted) history.violate("I22", `${name} goes on though everybody has gone`);
    const kept = leases.filter(
      (lease) => book.isLive(lease) && !isReturning(agenda, process, lease),
    );
    if (kept.length > 0)
      history.violate("I22", `${name} keeps its lease though everybody has gone`);
  }
}

function isReturning(agenda: Agenda, process: string, { key }: Lease): boolean {
  return agenda.moves.some(({ name }) => name.includes(`${process}'s release ${key}`));
}

/** Look at what is left when nothing can happen any more: nothing. */
export async function checkQuiet(run: Run): Promise<void> {
  const { history, agenda, store, time, scenario, processes } = run;
  const living = [...processes].filter(([name]) => !agenda.isDead(name));
  const mayRemain = living.length < processes.size || scenario.leased !== undefined;
  if (store.leases > 0 && !mayRemain) {
    history.violate("I18", `${store.leases} leases are never given back`);
  }
  for (const [name, process] of living) {
    const { isIdle, inLine } = await process.leftovers();
    if (!isIdle) history.violate("I15", `a call or a creation of ${name} never ends`);
    if (inLine > 0) history.violate("I15", `${inLine} creators of ${name} wait in line for ever`);
    for (const alarm of time.alarmsOf(name)) history.violate("I14", `left over: ${alarm.name}`);
    checkCounts(run, name, [...process.region.statistics().values()]);
  }
  for (const key of keysOf(scenario)) checkCreations(run, key);
}

/** I16: a value is of the key that was asked for; I2: and not older than it may be. */
function checkValue(history: History, reader: Operation, at: number): void {
  const [key, id] = [reader.keys[at], reader.values[at]];
  if (id === undefined) return;
  const birth = history.births[id];
  if (birth === undefined || birth.key !== key) {
    return history.violate("I16", `${reader.caller} asked for ${key} and got ${birth?.key}`);
  }
  const calledAt = birth.creation?.calledAt ?? birth.seenAt;
  if (reader.verb === "refresh" && calledAt < reader.calledAt) {
    history.violate("I2", `${reader.caller} refreshed ${key} and got what was made before`);
  }
  for (const writer of history.operations) checkFloor(history, { reader, birth, writer });
}

/** I2: nobody who starts after a change was confirmed gets what is older than the change. */
function checkFloor(
  history: History,
  { reader, birth, writer }: { reader: Operation; birth: Birth; writer: Operation },
): void {
  const { caller, verb, keys, soft, calledAt, endedAt, error } = writer;
  if (!CHANGES.has(verb) || !keys.includes(birth.key) || birth.writer === writer) return;
  if (endedAt === undefined || endedAt >= reader.calledAt || error !== undefined) return;
  // Of two changes at the same time either may count as the later one.
  const madeAt = birth.writer === undefined ? birth.seenAt : (birth.writer.endedAt ?? Infinity);
  if (madeAt >= calledAt) return;
  if (soft && reader.verb !== "get" && wasSoftened(history, birth, writer)) return;
  const what = soft ? "softly invalidated" : "changed";
  history.violate("I2", `${reader.caller} got ${birth.key} as it was before ${caller} ${what} it`);
}

/** Whether a value was in the store when it was made stale there: then it may be served as that. */
function wasSoftened(
  { softened }: History,
  { storedAt = Infinity }: Birth,
  { calledAt, endedAt = Infinity }: Operation,
): boolean {
  return softened.some((at) => at >= calledAt && at <= endedAt && storedAt < at);
}

/** I18, I22: a caller gets no error but its own going away, and that of a creation it waited for. */
function checkError(history: History, { caller, error, abortedAt, ...operation }: Operation): void {
  if (error instanceof DOMException && error.name === "AbortError") {
    if (abortedAt !== undefined && error.message === `${caller} has gone`) return;
    return history.violate("I22", `${caller} has not gone and gets "${error.message}"`);
  }
  if (!(error instanceof CreatorFailure)) {
    return history.violate("I13", `${caller} gets ${String(error)}`);
  }
  const creation = history.creations.find((one) => one.error === error);
  const { process, keys, calledAt } = operation;
  const isShared = creation?.process === process && creation.keys.some((key) => keys.includes(key));
  if (isShared && (operation.endedAt ?? 0) >= (creation.endedAt ?? 0)) return;
  history.violate(
    "I18",
    `${caller} (came in step ${calledAt}) gets the error of another's creation`,
  );
}

/** I18: an error reaches all who had boarded the flight, where nothing could take them off it. */
function checkFailure(history: History, { name, process, keys, calledAt, error }: Creation): void {
  const isCalm = history.operations.every(({ verb }) => verb === "call" || verb === "get");
  const [key, ...others] = keys;
  if (error === undefined || !isCalm || others.length > 0) return;
  const boardings = history.boardings.filter((one) => one.process === process && one.key === key);
  const start = boardings.findLastIndex(({ kind, tick }) => kind === "miss" && tick <= calledAt);
  if (start < 0) return;
  const next = boardings.findIndex(({ kind }, at) => kind === "miss" && at > start);
  const aboard = (next < 0 ? boardings.length : next) - start;
  const told = history.operations.filter((operation) => operation.error === error).length;
  if (told === aboard) return;
  history.violate("I18", `${name} failed, and ${told} of ${aboard} who waited for it were told`);
}

/** I1: where a story has an upper bound of creations, it holds. */
function checkCreations({ scenario, history }: Run, key: string): void {
  const { mostCreations = Infinity } = scenario;
  const creations = history.creations.filter(({ keys }) => keys.includes(key));
  if (creations.length <= mostCreations) return;
  history.violate("I1", `${key} was created ${creations.length} times, not ${mostCreations}`);
}

/** I3: what was made is counted once: stored, or fenced, or not to be stored. */
function checkCounts(
  { history, book }: Run,
  name: string,
  statistics: readonly FunctionStatistics[],
): void {
  const sum = (...counts: readonly Count[]): number =>
    statistics.flatMap((one) => counts.map((count) => one[count])).reduce((a, b) => a + b, 0);
  const [creations, ends] = [sum("creations"), sum("fills", "fenced", "unstored", "failures")];
  if (ends !== creations) {
    history.violate("I3", `${name} counts ${creations} creations and ${ends} ends of them`);
  }
  const [refusals, fenced] = [book.refusalsOf(name), sum("fenced")];
  if (fenced < refusals) history.violate("I3", `${name} counts ${fenced} of ${refusals} refusals`);
  const faults = sum("errors", "misfits");
  if (faults > 0) history.violate("I13", `${name} counts ${faults} errors`);
}

type Count = Exclude<keyof FunctionStatistics, "hitRatio" | "creationMs">;

function isWaitedFor({ operations }: History, process: string, key: string): boolean {
  return operations.some(
    (operation) =>
      operation.process === process &&
      operation.keys.includes(key) &&
      operation.endedAt === undefined,
  );
}
