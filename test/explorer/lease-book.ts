import type { Lease } from "cachegen/runtime";

/** Which leases are live, kept beside the store that gives them out. */
export class LeaseBook {
  readonly #live = new Map<string, unknown>();
  readonly #unused: { readonly process: string; readonly lease: Lease }[] = [];
  readonly #refusals = new Map<string, number>();

  isLive({ key, token }: Lease): boolean {
    return this.#live.get(key) === token;
  }

  given(process: string, lease: Lease): void {
    this.#live.set(lease.key, lease.token);
    this.#unused.push({ process, lease });
  }

  ended(key: string): void {
    this.#live.delete(key);
  }

  allEnded(): void {
    this.#live.clear();
  }

  /** Take a lease to create with: one the process was given and has not used; nothing where there is none. */
  use(process: string, key: string): Lease | undefined {
    const at = this.#unused.findIndex((one) => one.process === process && one.lease.key === key);
    return at < 0 ? undefined : this.#unused.splice(at, 1)[0]?.lease;
  }

  /** A fill of this process was refused. */
  refused(process: string): void {
    this.#refusals.set(process, this.refusalsOf(process) + 1);
  }

  refusalsOf(process: string): number {
    return this.#refusals.get(process) ?? 0;
  }
}
