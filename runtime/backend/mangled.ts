import type { KeyMangler } from "../key/mangler.js";
import type { Awaitable } from "../awaitable.js";
import type { Acquisition, Deposit, Held, LeaseRequest, LeasingBackend } from "./backend.js";
import { ProxyBackend } from "./proxy.js";

/** A store that sees mangled keys only, in entries and leases alike. */
export class MangledBackend extends ProxyBackend {
  readonly #mangle: KeyMangler;

  constructor(proxied: LeasingBackend, mangle: KeyMangler) {
    super(proxied);
    this.#mangle = mangle;
  }

  /** The same mangler in front of another store. */
  around(proxied: LeasingBackend): MangledBackend {
    return new MangledBackend(proxied, this.#mangle);
  }

  override read(key: string): Awaitable<Held | undefined> {
    return this.proxied.read(this.#mangle(key));
  }

  override readMany(keys: readonly string[]): Awaitable<readonly (Held | undefined)[]> {
    return this.proxied.readMany(keys.map((key) => this.#mangle(key)));
  }

  override acquire(requests: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]> {
    return this.proxied.acquire(
      requests.map((request) => ({ ...request, key: this.#mangle(request.key) })),
    );
  }

  override isLeased(key: string): Awaitable<boolean> {
    return this.proxied.isLeased(this.#mangle(key));
  }

  override write(entries: readonly (readonly [string, Deposit])[]): Awaitable<void> {
    return this.proxied.write(
      entries.map(([key, deposit]) => [this.#mangle(key), deposit] as const),
    );
  }

  override discard(key: string, held: Held): Awaitable<void> {
    return this.proxied.discard?.(this.#mangle(key), held);
  }

  override invalidate(keys: readonly string[]): Awaitable<void> {
    return this.proxied.invalidate(keys.map((key) => this.#mangle(key)));
  }
}
