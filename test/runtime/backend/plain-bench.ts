/** What tests of adapted plain backends share. */
import { manualClock, type ManualClock } from "cachegen/testing";
import type { Acquisition, Deposit, Lease, LeasingBackend, PlainBackend } from "cachegen/runtime";
import { AdaptedBackend } from "../../../runtime/backend/plain/adapted-backend.js";
import { mapBackend, SharedMap, type MapVariant } from "../../contract/map-backend.js";

/** Something to store. */
export function deposit(kept: unknown, over: Partial<Deposit> = {}): Deposit {
  return { kept, createdMs: 1_000, costMs: 0, draw: 0, bytes: 1, retainMs: Infinity, ...over };
}

/** An adapted map whose commands can be looked at and exchanged. */
export interface Bench {
  readonly clock: ManualClock;
  readonly shared: SharedMap;
  readonly plain: PlainBackend;
  readonly backend: AdaptedBackend;
}

export function bench(variant: MapVariant = {}): Bench {
  const clock = manualClock();
  const shared = new SharedMap();
  const plain = mapBackend(clock, variant, shared);
  return { clock, shared, plain, backend: new AdaptedBackend(plain, { clock, name: "shop" }) };
}

/** Ask for a lease as a caller does that has just looked. */
export async function ask(
  backend: LeasingBackend,
  key: string,
  takeOver: boolean = false,
): Promise<Acquisition> {
  const requests = [{ key, seen: await backend.read(key), takeOver, leaseMs: 10_000 }];
  const [answer] = await backend.acquire(requests);
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

/** A lease that has to be given. */
export async function lease(
  backend: LeasingBackend,
  key: string,
  takeOver: boolean = false,
): Promise<Lease> {
  const answer = await ask(backend, key, takeOver);
  if (answer.kind !== "won") throw new Error(`the lease is ${answer.kind}`);
  return answer.lease;
}

/** What is kept under a key. */
export async function kept(backend: LeasingBackend, key: string): Promise<unknown> {
  return (await backend.read(key))?.kept;
}
