/** What this backend needs of a Redis client. A client of ioredis is one. */

/** A connection that sends commands and understands replies. */
export interface RedisClient {
  readonly status: string;
  /** Whether TLS is spoken, for messages. */
  readonly options?: { readonly tls?: unknown };
  connect(): Promise<unknown>;
  /** With `true` it connects again. */
  disconnect(reconnects?: boolean): void;
  duplicate(changes: { readonly autoResubscribe: false }): RedisClient;
  mgetBuffer(keys: string[]): Promise<(Buffer | null)[]>;
  time(): Promise<readonly unknown[]>;
  eval(script: string, keyCount: number, ...rest: (string | number)[]): Promise<unknown>;
  evalsha(sha: string, keyCount: number, ...rest: (string | number)[]): Promise<unknown>;
  subscribe(...channels: string[]): Promise<unknown>;
  unsubscribe(...channels: string[]): Promise<unknown>;
  ping(): Promise<unknown>;
  info(section: "replication"): Promise<unknown>;
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "ready" | "close", listener: () => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  off(event: "ready" | "close", listener: () => void): unknown;
}
