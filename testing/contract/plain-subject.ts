import type { Awaitable, PlainBackend, PlainMutex } from "../../runtime/index.js";
import { isNoValue } from "../../runtime/index.js";

/** A plain store under test, with its commands in short. */
export class PlainSubject {
  readonly plain: PlainBackend;
  /** Whether it drops what has outlived its TTL. */
  readonly dropsAfterTtl: boolean;
  readonly passMs: (durationMs: number) => Awaitable<void>;

  constructor(plain: PlainBackend, options: Pick<PlainSubject, "dropsAfterTtl" | "passMs">) {
    this.plain = plain;
    this.dropsAfterTtl = options.dropsAfterTtl;
    this.passMs = options.passMs;
  }

  /** A key as the store takes it. */
  key(name: string): string {
    return this.plain.keyMangler?.(name) ?? name;
  }

  /** What is stored, as it was given; `undefined` where there is nothing. */
  async get(name: string): Promise<unknown> {
    return asGiven(await this.plain.get(this.key(name)));
  }

  async getMulti(...names: readonly string[]): Promise<unknown[] | undefined> {
    const keys = Object.freeze(names.map((name) => this.key(name)));
    const answers = await this.plain.getMulti?.(keys);
    return answers?.map(asGiven);
  }

  async set(name: string, stored: unknown, ...ttlMs: [ttlMs?: number]): Promise<void> {
    await this.plain.set(this.key(name), stored, ...ttlMs);
  }

  async delete(name: string): Promise<void> {
    await this.plain.delete(this.key(name));
  }

  mutex(name: string): PlainMutex | undefined {
    return this.plain.getMutex?.(this.key(name));
  }
}

/** The three ways to say that there is nothing; the two forms of a text. */
function asGiven(stored: unknown): unknown {
  if (isNoValue(stored) || stored === null) return undefined;
  return stored instanceof Uint8Array ? new TextDecoder().decode(stored) : stored;
}
