import type { Clock } from "../../clock.js";
import { inTime, TooLate } from "../deadline.js";
import type { Guard, Question } from "../guard.js";
import type { RedisClient } from "./client.js";
import { connected } from "./connected.js";
import { Failover } from "./failover.js";
import { reasonOfLoss } from "./loss.js";
import { SLACK_MS, type Script } from "./script.js";
import { ServerTime } from "./server-time.js";

/** How long the first commands wait for a connection, in milliseconds. */
const CONNECT_MS = 2_000;

/** After so many milliseconds without a word, and questions open all the while, a connection is taken for dead. */
const SILENCE_MS = 2_000;

/** How a {@link Connection} is used. */
export interface ConnectionOptions {
  readonly clock: Clock;
  /** Whether it is ours to end and begin anew. */
  readonly isOurs: boolean;
  /** Is called when another server has taken the place of the one it leads to. */
  readonly onMove?: () => void;
}

/** The arguments of a script, made when it is sent: their times are the server's. */
export type Args = () => readonly (string | number)[];

/** A script and what it is run on. */
export interface Command {
  readonly script: Script;
  readonly keys: readonly string[];
  readonly args: Args;
}

/** A client that is connected before the first command, with the server's time. No command of it hangs. */
export class Connection {
  readonly client: RedisClient;
  readonly time: ServerTime;
  readonly #clock: Clock;
  readonly #isOurs: boolean;
  readonly #failover: Failover;
  readonly #guards = new Set<Guard>();
  /** What is to be done when there is a connection again. */
  readonly #whenBack = new Set<() => void>();
  #opening: Promise<void> | undefined;
  #isOpened = false;
  /** Why there is no connection, if that is known. */
  #lost: Error | undefined;
  #wasReady = false;
  /** Whether the server has refused the database: what is sent would be done in another one. */
  #isElsewhere = false;
  /** When the oldest question was asked since the last word of the server, in milliseconds since 1970. */
  #unheardSinceMs: number | undefined;

  constructor(client: RedisClient, { clock, isOurs, onMove }: ConnectionOptions) {
    this.client = client;
    this.time = new ServerTime(client, clock);
    this.#clock = clock;
    this.#isOurs = isOurs;
    this.#failover = new Failover(client, clock, () => {
      client.disconnect(true);
      onMove?.();
    });
    // Every command says itself that it failed, and this is why.
    client.on("error", this.#noteLoss);
    client.on("ready", this.#begin);
    client.on("close", this.#end);
  }

  /** Nobody uses it any more: end it, or leave it to whoever it belongs to. */
  close(): void {
    this.client.off("ready", this.#begin);
    this.client.off("close", this.#end);
    this.#failover.close();
    if (this.#isOurs) this.client.disconnect();
    else this.client.off("error", this.#noteLoss);
  }

  /** Tell a guard when the server is known to answer again. Returns a function that ends it. */
  tell(guard: Guard): () => void {
    this.#guards.add(guard);
    return () => void this.#guards.delete(guard);
  }

  /** Do something as soon as there is a connection again; nothing where there is one, or never will be. */
  whenBack(work: () => void): void {
    if (this.client.status !== "ready" && this.client.status !== "end") this.#whenBack.add(work);
  }

  /** What lies under each key, byte by byte: a text that was damaged would otherwise be read as another. */
  mget(keys: string[], guard: Guard): Promise<(Buffer | null)[]> {
    return this.#ask(guard, (question) => this.#send(question, () => this.client.mgetBuffer(keys)));
  }

  /** Run a script; a server that does not know it yet is told it. */
  run(command: Command, guard: Guard): Promise<unknown> {
    return this.#ask(guard, (question) => this.#run(command, question));
  }

  /** As {@link run}, whatever the server did before: for what is to be given back. */
  async insist(command: Command, guard: Guard): Promise<unknown> {
    this.#requireConnection();
    return guard.insist((question) => this.#run(command, question));
  }

  /** Connect once, and learn the server's time. Whatever comes of it, the commands after it tell. */
  async open(): Promise<void> {
    this.#opening ??= this.#open();
    await this.#opening;
    if (this.client.status === "ready") await this.time.known;
  }

  async #open(): Promise<void> {
    await inTime(this.#clock, CONNECT_MS, connected(this.client)).catch(() => undefined);
    this.#isOpened = true;
  }

  readonly #noteLoss = (error: Error): void => {
    // What the driver says after that comes of it.
    if (this.#isElsewhere) return;
    this.#lost = error;
    if (!isRefusedDatabase(error)) return;
    this.#isElsewhere = true;
    if (this.#isOurs) this.client.disconnect(true);
  };

  readonly #end = (): void => void (this.#isElsewhere = false);

  /** A connection has come about. */
  readonly #begin = (): void => {
    if (this.#isElsewhere) return;
    this.#wasReady = true;
    this.#unheardSinceMs = undefined;
    this.#lost = undefined;
    void this.time.learn();
    for (const guard of this.#guards) guard.close();
    for (const work of this.#whenBack) work();
    this.#whenBack.clear();
  };

  async #ask<T>(guard: Guard, work: (question: Question) => Promise<T>): Promise<T> {
    // That costs nobody any time, and ends with the next connection.
    if (this.#isOpened) this.#requireConnection();
    return guard.ask(work);
  }

  async #run(command: Command, question: Question): Promise<unknown> {
    try {
      return await this.#runOnce(command, question);
    } catch (error) {
      if (!isOutOfWindow(error)) throw error;
      // Nothing was done: the clocks do not go together any more.
      await this.time.learn();
      return this.#runOnce(command, question);
    }
  }

  async #runOnce({ script, keys, args }: Command, question: Question): Promise<unknown> {
    const { client } = this;
    const window = (): number[] => (script.hasWindow ? this.#windowOf(question) : []);
    const all = (): (string | number)[] => [...keys, ...args(), ...window()];
    const inFull = (): Promise<unknown> => client.eval(script.text, keys.length, ...all());
    if (script.isUnfenced) return this.#sendUnfenced(question, inFull);
    try {
      return await this.#send(question, () => client.evalsha(script.sha, keys.length, ...all()));
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return this.#send(question, inFull);
    }
  }

  /** When a script may run by the server's clock: not when it was given up, and not by a clock that was changed. */
  #windowOf({ untilMs }: Question): number[] {
    const nowMs = this.#clock.nowMs();
    return [nowMs - SLACK_MS, untilMs].map((ownMs) => this.time.toServerMs(Math.round(ownMs)));
  }

  /** Send a command that somebody waits for; what was given up before it was sent is not sent any more. */
  async #send<T>(question: Question, command: () => Promise<T>): Promise<T> {
    await this.open();
    if (question.isOver || this.#clock.nowMs() >= question.untilMs)
      throw new TooLate("there was no time left to ask the server");
    this.#requireConnection();
    this.time.refresh();
    this.#noteAsked();
    try {
      const answer = await command();
      this.#unheardSinceMs = undefined;
      return answer;
    } catch (error) {
      if (!isReply(error)) throw new CutOff("the server was not heard out", { cause: error });
      this.#unheardSinceMs = undefined;
      if (this.#isOurs && isReplicas(error)) void this.#failover.suspect();
      throw error;
    }
  }

  /**
   * What was cut off may still arrive and run, until the question is over: then the guard says that it failed. Who hears of
   * it earlier could invalidate what is stored only after that.
   */
  async #sendUnfenced<T>(question: Question, command: () => Promise<T>): Promise<T> {
    try {
      return await this.#send(question, command);
    } catch (error) {
      return error instanceof CutOff ? new Promise(() => undefined) : Promise.reject(error);
    }
  }

  #requireConnection(): void {
    if (this.client.status === "ready" && !this.#isElsewhere) return;
    const isSecret = Boolean(this.client.options?.tls);
    const why = reasonOfLoss(this.#lost, { isSecret, wasReady: this.#wasReady });
    throw new Error(`there is no connection to the server${why}`, { cause: this.#lost });
  }

  /** A connection that was cut off somewhere on its way says nothing for a quarter of an hour. Another may do. */
  #noteAsked(): void {
    const nowMs = this.#clock.nowMs();
    this.#unheardSinceMs ??= nowMs;
    if (!this.#isOurs || nowMs - this.#unheardSinceMs < SILENCE_MS) return;
    this.#unheardSinceMs = undefined;
    this.client.disconnect(true);
    throw new Error("the server has said nothing for a while; another connection is tried");
  }
}

/** Sent, and lost sight of before an answer came. */
class CutOff extends TooLate {}

function isUnknownScript(error: unknown): boolean {
  return isReply(error) && error.message.startsWith("NOSCRIPT");
}

function isReplicas(error: Error): boolean {
  return error.message.startsWith("READONLY");
}

function isOutOfWindow(error: unknown): boolean {
  return isReply(error) && error.message.startsWith("LATE");
}

/** The driver itself goes on in database 0. */
function isRefusedDatabase(error: unknown): boolean {
  return isReply(error) && "command" in error && Object(error.command).name === "select";
}

function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}

/** Whether the server itself refuses: then it works. */
export function isAnswer(error: unknown): boolean {
  return isReply(error) && !/^(LOADING|MASTERDOWN|CLUSTERDOWN|BUSY) /.test(error.message);
}
