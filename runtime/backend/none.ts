import type { Acquisition, LeaseRequest, LeasingBackend } from "./backend.js";

/**
 * A store that keeps nothing: every call creates, and nobody waits for anybody.
 *
 * @see dogpile.cache `NullBackend`
 */
export class NoneBackend implements LeasingBackend {
  readonly form = "values";
  readonly keeps = false;
  readonly leasesExpire = false;

  read(): undefined {
    return undefined;
  }

  readMany(keys: readonly string[]): undefined[] {
    return keys.map(() => undefined);
  }

  acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    return requests.map(({ key }) => ({ kind: "won", lease: { key, token: undefined } }));
  }

  fill(fills: readonly unknown[]): boolean[] {
    return fills.map(() => true);
  }

  renew(leases: readonly unknown[]): boolean[] {
    return leases.map(() => true);
  }

  release(): void {}

  isLeased(): boolean {
    return false;
  }

  write(): void {}

  invalidate(): void {}

  invalidateAll(): void {}

  close(): void {}
}
