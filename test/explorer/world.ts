import { MemoryBackend, type Deposit, type LeasingBackend } from "cachegen/runtime";
import { Agenda } from "./agenda.js";
import { Callers } from "./callers.js";
import { Channel } from "./channel.js";
import { Creators } from "./creators.js";
import { History, type Violation } from "./history.js";
import { checkAbandoned, checkAnswers, checkQuiet } from "./invariants.js";
import { LeaseBook } from "./lease-book.js";
import { Process } from "./process.js";
import { keysOf, processesOf, type Scenario } from "./scenario.js";
import { SimulatedTime, type Alarm } from "./simulated-time.js";
import { changes, EVERYTHING, type Move } from "./step.js";
import { WatchedStore } from "./watched-store.js";

/** Makes the store all processes share. */
export type StoreMaker = (time: SimulatedTime) => MemoryBackend;

const EXPIRATION_MS = 60_000;
const GRACE_MS = 600_000;

/** One run of a scenario, from the beginning: the shipped code in simulated processes, which moves only when told to. */
export class World {
  readonly scenario: Scenario;
  readonly history: History = new History();
  readonly book: LeaseBook = new LeaseBook();
  readonly time: SimulatedTime = new SimulatedTime();
  readonly agenda: Agenda = new Agenda();
  readonly store: MemoryBackend;
  readonly processes: ReadonlyMap<string, Process>;
  readonly #creators: Creators;
  readonly #callers: Callers;
  /** The alarm that is on the agenda. */
  #offered: Alarm | undefined;

  constructor(scenario: Scenario, makeStore: StoreMaker = memoryStore) {
    this.scenario = scenario;
    this.store = makeStore(this.time);
    const { agenda, history, book } = this;
    const { failures = 0, stale = [], fresh = [], leased = [] } = scenario;
    this.#creators = new Creators({ agenda, history, book, failures });
    this.processes = new Map(processesOf(scenario).map((name) => [name, this.#process(name)]));
    this.#callers = new Callers({ scenario, agenda, history, processes: this.processes });
    for (const key of stale) this.#hold(key, EXPIRATION_MS * 2);
    for (const key of fresh) this.#hold(key, 0);
    for (const key of leased) this.#lease(key);
    this.#callers.invite();
  }

  /** What can happen next. */
  get moves(): readonly Move[] {
    return this.agenda.moves;
  }

  /** What has gone wrong so far. */
  get violations(): readonly Violation[] {
    return this.history.violations;
  }

  /** Make a move, and let everything run that can run without another. */
  async take(move: string): Promise<void> {
    this.history.tick += 1;
    this.agenda.take(move);
    await drained();
    this.#callers.invite();
    this.#offerTime();
    checkAbandoned(this);
  }

  /** Look at the run as a whole, once nothing can happen any more. */
  async finish(): Promise<void> {
    checkAnswers(this);
    await checkQuiet(this);
  }

  /** Leave nothing behind. */
  async close(): Promise<void> {
    await Promise.all([...this.processes.values()].map(({ region }) => region.close()));
  }

  #process(name: string): Process {
    const { agenda, history, book } = this;
    const watched = new WatchedStore(this.store, { history, book, process: name });
    const allKeys = keysOf(this.scenario);
    const isLocal = this.scenario.local === true;
    const backend: LeasingBackend = isLocal
      ? watched
      : new Channel(watched, { agenda, process: name, allKeys });
    const settings = {
      expirationMs: EXPIRATION_MS,
      graceMs: GRACE_MS,
      ...this.scenario.region,
      clock: this.time.clockOf(name),
      random: () => 0,
    };
    return new Process({
      name,
      backend,
      settings,
      create: (keys, signal) => this.#creators.create(name, keys, signal),
      onBoarding: (kind, key) => history.boarded({ kind, key, process: name }),
    });
  }

  /** A value that was there before the story began. */
  #hold(key: string, ageMs: number): void {
    const { id } = this.history.found(key);
    const deposit: Deposit = {
      kept: id,
      createdMs: this.time.nowMs - ageMs,
      costMs: 0,
      draw: 0,
      bytes: 8,
      retainMs: EXPIRATION_MS + GRACE_MS,
    };
    this.store.write([[key, deposit]]);
    this.history.stored(id);
  }

  /** A lease that is never given back. */
  #lease(key: string): void {
    const request = { key, seen: undefined, takeOver: true, leaseMs: Infinity };
    for (const answer of this.store.acquire([request])) {
      if (answer.kind === "won") this.book.given("nobody", answer.lease);
    }
  }

  /** Time goes by when nothing else can happen, unless the scenario lets it at any moment. */
  #offerTime(): void {
    const { agenda, time, history, scenario } = this;
    const idle = agenda.moves.every(({ name }) => name === this.#offered?.name);
    const next = time.next((process) => agenda.isDead(process));
    const offered = idle || scenario.time === "any" ? next : undefined;
    if (offered === this.#offered) return;
    if (this.#offered !== undefined) agenda.remove(this.#offered.name);
    this.#offered = offered;
    if (offered === undefined) return;
    const { name, process } = offered;
    const happen = (): void => {
      history.rang.add(process);
      time.ring(offered);
    };
    agenda.add({ name, of: process, touches: changes(EVERYTHING), happen });
  }
}

function memoryStore(time: SimulatedTime): MemoryBackend {
  return new MemoryBackend({ clock: time.clockOf("the store"), maxEntries: 100 });
}

/** All that waits for nothing but its turn has run when the event loop comes round. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
