/** What those who make values share: what is asked for, the keys they lead, and how a lead ends. */
import type { Held, Lease } from "../backend/backend.js";
import type { Flight, Landing } from "../lock/flight.js";
import type { NoValue } from "../value/no-value.js";
import type { Product } from "./product.js";
import type { Site } from "./site.js";

/** What a creator is told of a value it is to make, after its arguments. */
export interface CreationContext<V> {
  /** The key the value will be stored under, before mangling. */
  readonly key: string;
  /** The value that has turned stale, or `NO_VALUE`. */
  readonly previous: V | NoValue;
  /** Aborts when nobody waits for the value any more. */
  readonly signal: AbortSignal;
}

/** The creation of a stale value, in the hands of an {@link CreationRunner}. */
export interface PendingCreation {
  /** The key as the function makes it. */
  readonly key: string;
  /** Call the creator, store its value, give the lease back. Never rejects. Only the first of run and cancel counts. */
  readonly run: () => Promise<void>;
  /** Give the lease back without creating anything. */
  readonly cancel: () => Promise<void>;
}

/**
 * Runs creations of stale values elsewhere: on a queue, in a job. Every caller gets the stale value meanwhile, and waits
 * for no promise the runner returns. One that throws gives the lease back, and its caller gets the error; one that has
 * neither begun nor cancelled within `waitMs` is cancelled.
 *
 * @see dogpile.cache `async_creation_runner`
 */
export type CreationRunner = (creation: PendingCreation) => void | Promise<void>;

/** What a call asks for. */
export interface Demand<V> extends Site<V> {
  /** Make the values of these keys, in their order; `NO_VALUE` where there is none. */
  readonly create: (wanted: readonly CreationContext<V>[]) => Promise<readonly (V | NoValue)[]>;
  /** Whether a created value is to be stored. Default: all are. */
  readonly shouldCache?: ((value: V, key: string) => boolean) | undefined;
  /** Aborts when the caller has gone. */
  readonly signal?: AbortSignal | undefined;
  /** Runs the creation of a stale value when and where it likes. */
  readonly runner?: CreationRunner | undefined;
  /** Make every value anew, whatever is stored or under way. */
  readonly anew: boolean;
  /** Whether "not found" is an answer. */
  readonly mayBeAbsent: boolean;
}

/** A key this call makes the value of. */
export interface Lead {
  readonly key: string;
  readonly held: Held | undefined;
  /** Whether what is held may be handed out meanwhile, and is the creator's previous value. */
  readonly servable: boolean;
  readonly flight: Flight<Product>;
  /** When the call began, in milliseconds since 1970. */
  readonly startedMs: number;
  /** Whether only what was begun after the call will do. */
  readonly anew: boolean;
  /** Missing where the store could not be asked: the value is made and not stored. */
  readonly lease: Lease | undefined;
}

/** The keys of leads. */
export function keysOf(leads: readonly Lead[]): string[] {
  return leads.map(({ key }) => key);
}

/** The leases of leads that have one. */
export function leasesOf(leads: readonly Lead[]): Lease[] {
  return leads.flatMap(({ lease }) => lease ?? []);
}

/** End a lead's flight: all who wait are told how. It is forgotten first, so that those who look again begin another. */
export function land<V>({ ground }: Demand<V>, lead: Lead, landing: Landing<Product>): void {
  ground.flights.end(lead.key, lead.flight);
  lead.flight.land(landing);
}

/** The same where there is no value: all who wait get the error. */
export function fail<V>({ ground }: Demand<V>, lead: Lead, error: unknown): void {
  ground.flights.end(lead.key, lead.flight);
  lead.flight.fail(error);
}

/** Give leases back. One that cannot be given back ends by itself. */
export async function release<V>(
  { ground, rules }: Demand<V>,
  leads: readonly Lead[],
  retryAtMs?: number,
): Promise<void> {
  const leases = leasesOf(leads);
  if (leases.length === 0) return;
  try {
    await ground.backend.release(leases, retryAtMs);
  } catch (error) {
    rules.journal.noteAll("error", keysOf(leads), { error });
  }
}
