/** What an explored scenario consists of: data, read by the world that plays it. */
import type { RegionOptions } from "cachegen/runtime";

/** What a caller does when it arrives. */
export type Deed =
  /** Through the function of one key, or through that of many. */
  | { readonly verb: "call"; readonly keys: readonly string[]; readonly multi: boolean }
  /** The same, by a caller that wants nothing stored. */
  | { readonly verb: "callUnstored"; readonly keys: readonly string[] }
  | { readonly verb: "get"; readonly keys: readonly string[] }
  | { readonly verb: "refresh"; readonly keys: readonly string[] }
  | { readonly verb: "set"; readonly keys: readonly string[] }
  | { readonly verb: "invalidate"; readonly keys: readonly string[] }
  /** The whole region. */
  | { readonly verb: "invalidateRegion"; readonly keys: readonly string[]; readonly soft: boolean }
  /** Another caller goes away. */
  | { readonly verb: "abort"; readonly caller: string }
  /** The process takes no further step. */
  | { readonly verb: "die" };

/** Somebody who arrives in a process, at any time after those it waits for. */
export interface Caller {
  readonly name: string;
  readonly process: string;
  readonly deed: Deed;
  /** Callers that have arrived before: spares schedules that differ in nothing but the names of equals. */
  readonly after?: readonly string[];
  /** Callers that have their answers before. */
  readonly once?: readonly string[];
}

/** A small story with every order of its steps. */
export interface Scenario {
  readonly name: string;
  readonly callers: readonly Caller[];
  /** Settings of the region, in every process. */
  readonly region?: RegionOptions;
  /** Keys that hold a value too old to be fresh when the story begins. */
  readonly stale?: readonly string[];
  /** Keys that hold a fresh value when the story begins. */
  readonly fresh?: readonly string[];
  /** Keys whose lease is held by somebody who has died. */
  readonly leased?: readonly string[];
  /** How many creations may fail. Default 0. */
  readonly failures?: number;
  /** Whether waiting comes to its end at any moment, or only when nothing else can happen. Default `last`. */
  readonly time?: "last" | "any";
  /** Whether each process has the store in its own memory, without commands and replies. Default false. */
  readonly local?: boolean;
  /** Most creations of each key, where the story has an upper bound. */
  readonly mostCreations?: number;
}

/** All keys of a scenario. */
export function keysOf(scenario: Scenario): readonly string[] {
  const touched = scenario.callers.flatMap(({ deed }) => ("keys" in deed ? deed.keys : []));
  return [...new Set([...touched, ...(scenario.stale ?? []), ...(scenario.fresh ?? [])])].sort();
}

/** All processes of a scenario. */
export function processesOf(scenario: Scenario): readonly string[] {
  return [...new Set(scenario.callers.map(({ process }) => process))].sort();
}
