/** What a store must answer, written for reading: unbounded, nothing expires, one plain object for each entry. */
import type { Deposit } from "../../../../runtime/backend/backend.js";

interface Entry {
  readonly kept: unknown;
  readonly createdMs: number;
  readonly fillId: number;
  outdated: boolean;
  retryAtMs: number;
}

/** Leases are known by the number of their acquisition. */
export class Reference {
  readonly entries: Map<string, Entry> = new Map();
  readonly leases: Map<string, number> = new Map();
  #fills = 0;
  #acquisitions = 0;

  read(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && { ...entry };
  }

  peek(key: string, sinceMs: number, untilMs: number): unknown {
    const entry = this.entries.get(key);
    if (!entry || entry.outdated || entry.createdMs < sinceMs) return undefined;
    return entry.createdMs <= untilMs ? entry.kept : undefined;
  }

  /** The number of the lease, or why there is none. */
  acquire(key: string, seen: number | undefined, takeOver: boolean): number | "filled" | "busy" {
    const entry = this.entries.get(key);
    if (!takeOver && entry && !entry.outdated && entry.fillId !== seen) return "filled";
    if (!takeOver && this.leases.has(key)) return "busy";
    this.#acquisitions += 1;
    this.leases.set(key, this.#acquisitions);
    return this.#acquisitions;
  }

  holds(key: string, lease: number): boolean {
    return this.leases.get(key) === lease;
  }

  fill(key: string, lease: number, deposit: Deposit | null): boolean {
    if (!this.holds(key, lease)) return false;
    if (deposit === null) this.invalidate(key);
    else this.write(key, deposit);
    return true;
  }

  release(key: string, lease: number, retryAtMs: number | undefined): void {
    if (!this.holds(key, lease)) return;
    this.leases.delete(key);
    const entry = this.entries.get(key);
    if (entry && retryAtMs !== undefined) entry.retryAtMs = retryAtMs;
  }

  write(key: string, { kept, createdMs }: Deposit): void {
    this.#fills += 1;
    const fillId = this.#fills;
    this.entries.set(key, { kept, createdMs, fillId, outdated: false, retryAtMs: 0 });
    this.leases.delete(key);
  }

  invalidate(key: string): void {
    this.entries.delete(key);
    this.leases.delete(key);
  }

  invalidateAll(mode: "hard" | "soft"): void {
    this.leases.clear();
    if (mode === "hard") this.entries.clear();
    for (const entry of this.entries.values())
      Object.assign(entry, { outdated: true, retryAtMs: 0 });
  }
}
