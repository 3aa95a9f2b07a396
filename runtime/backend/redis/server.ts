import type { Clock } from "../../clock.js";
import type { RedisClient } from "./client.js";
import { Connection } from "./connection.js";
import { Subscriber } from "./subscriber.js";

/** A server as one process uses it: a connection for commands, and one to be woken by, made when somebody first waits. */
export class RedisServer {
  readonly connection: Connection;
  readonly subscriber: Subscriber;
  readonly #close: () => void;
  #users = 0;

  /** `close` ends the connection for commands, if it is ours. */
  constructor(client: RedisClient, clock: Clock, close: () => void) {
    this.connection = new Connection(client, clock);
    this.subscriber = new Subscriber(() => client.duplicate());
    this.#close = close;
  }

  /** Another region uses it. */
  enter(): this {
    this.#users += 1;
    return this;
  }

  /** A region uses it no more; the last one ends its connections. Answers whether that was the last one. */
  leave(): boolean {
    this.#users -= 1;
    if (this.#users > 0) return false;
    this.subscriber.close();
    this.#close();
    return true;
  }
}
