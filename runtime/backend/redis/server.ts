import type { RedisClient } from "./client.js";
import { Connection, type ConnectionOptions } from "./connection.js";
import { Subscriber } from "./subscriber.js";

/** A server as one process uses it: a connection for commands, and one to be woken by, made when somebody first waits. */
export class RedisServer {
  readonly connection: Connection;
  readonly subscriber: Subscriber;
  #users = 0;

  constructor(client: RedisClient, options: ConnectionOptions) {
    this.connection = new Connection(client, {
      ...options,
      onMove: () => this.subscriber.renew(),
    });
    // All who listen are called when a connection is lost: who still wants to listens anew, the others have gone.
    const another = (): RedisClient => client.duplicate({ autoResubscribe: false });
    this.subscriber = new Subscriber(another, options.clock);
  }

  /** Another region uses it. */
  enter(): this {
    this.#users += 1;
    return this;
  }

  /** A region uses it no more; the last one ends the connections that are ours. Answers whether that was the last one. */
  leave(): boolean {
    this.#users -= 1;
    if (this.#users > 0) return false;
    this.subscriber.close();
    this.connection.close();
    return true;
  }
}
