import type { Report } from "../diagnostic/report.js";
import type { KeyManglerModel } from "./model.js";
import type { Located, SourceNode } from "./node.js";
import { count, eagerness, fraction, size } from "./option-amount.js";
import {
  boolean,
  duration,
  durationAboveZero,
  durationOrBoolean,
  lifetime,
  text,
  words,
  type OptionKind,
} from "./option-kind.js";
import { mangler } from "./option-mangler.js";

/** Where an option may stand; `multi` is a function of many keys only. */
export type Place = "region" | "function" | "multi";

/** The options that were given, under the names of the model. */
export interface OptionValues {
  readonly backend?: Located<string>;
  readonly cacheNullMs?: Located<number | true>;
  readonly description?: Located<string>;
  readonly eager?: Located<number | "xfetch">;
  readonly expirationMs?: Located<number>;
  readonly graceMs?: Located<number>;
  readonly hardTimeoutMs?: Located<number>;
  readonly jitter?: Located<number>;
  readonly keyMangler?: Located<KeyManglerModel>;
  readonly leaseMs?: Located<number>;
  readonly maxBatch?: Located<number>;
  readonly maxBytes?: Located<number>;
  readonly maxCreators?: Located<number>;
  readonly maxEntries?: Located<number>;
  readonly maxValueBytes?: Located<number>;
  readonly missingMs?: Located<number>;
  readonly refresh?: Located<"inline" | "background">;
  readonly result?: Located<"map" | "list">;
  readonly retryAfterMs?: Located<number>;
  readonly softTimeoutMs?: Located<number>;
  readonly strict?: Located<boolean>;
  readonly values?: Located<"copy" | "frozen" | "shared" | "bytes">;
  readonly version?: Located<number>;
  readonly waitMs?: Located<number>;
}

/** A row of the table. Without `read` the option is known, but not supported yet. */
export interface OptionRow {
  readonly name: string;
  readonly places: readonly Place[];
  /** What its value is, in words. */
  readonly value: string;
  readonly read?: (node: SourceNode, report: Report) => OptionValues | undefined;
}

const REGION: readonly Place[] = ["region"];
const FUNCTION: readonly Place[] = ["function"];
const MULTI: readonly Place[] = ["multi"];
const BOTH: readonly Place[] = ["region", "function"];

const TIMEOUT = durationAboveZero({
  effect: "give no caller a value that is not there yet",
  hint: "leave it out for no limit",
});
const LEASE = durationAboveZero({
  effect: "end before its creator began",
  hint: "leave it out for 10s",
});

/** Every option there is. To support one, give its row a kind and the field it fills. */
export const OPTIONS: readonly OptionRow[] = [
  row("backend", REGION, "name", text, (backend) => ({ backend })),
  row("expiration", BOTH, "duration or never", lifetime, (expirationMs) => ({ expirationMs })),
  row("grace", BOTH, "duration", duration, (graceMs) => ({ graceMs })),
  row("jitter", BOTH, "fraction", fraction, (jitter) => ({ jitter })),
  row("eager", BOTH, "fraction or xfetch", eagerness, (eager) => ({ eager })),
  row("refresh", BOTH, "word", words(["inline", "background"]), (refresh) => ({ refresh })),
  row("softTimeout", BOTH, "duration", duration, (softTimeoutMs) => ({ softTimeoutMs })),
  row("hardTimeout", BOTH, "duration", TIMEOUT, (hardTimeoutMs) => ({ hardTimeoutMs })),
  row("retryAfter", BOTH, "duration", duration, (retryAfterMs) => ({ retryAfterMs })),
  row("lease", BOTH, "duration", LEASE, (leaseMs) => ({ leaseMs })),
  row("wait", BOTH, "duration", duration, (waitMs) => ({ waitMs })),
  row("cacheNull", FUNCTION, "boolean or duration", durationOrBoolean, (cacheNullMs) => ({
    cacheNullMs,
  })),
  row("missing", MULTI, "duration", duration, (missingMs) => ({ missingMs })),
  row("result", MULTI, "word", words(["map", "list"]), (result) => ({ result })),
  row("maxBatch", MULTI, "count", count, (maxBatch) => ({ maxBatch })),
  row("version", FUNCTION, "count", count, (version) => ({ version })),
  later("key", FUNCTION, "template"),
  later("keyHash", FUNCTION, "word"),
  later("python", FUNCTION, "map"),
  later("creator", FUNCTION, "path#name"),
  row("description", BOTH, "text", text, (description) => ({ description })),
  row("keyMangler", REGION, "word", mangler, (keyMangler) => ({ keyMangler })),
  row("values", REGION, "word", words(["copy", "frozen", "shared", "bytes"]), (values) => ({
    values,
  })),
  row("maxEntries", REGION, "count", count, (maxEntries) => ({ maxEntries })),
  row("maxBytes", REGION, "size", size, (maxBytes) => ({ maxBytes })),
  later("serializer", REGION, "word"),
  later("wire", REGION, "word"),
  later("validate", REGION, "word"),
  row("maxValueBytes", REGION, "size", size, (maxValueBytes) => ({ maxValueBytes })),
  row("maxCreators", REGION, "count", count, (maxCreators) => ({ maxCreators })),
  later("backendTimeout", REGION, "duration"),
  later("breaker", REGION, "count and duration"),
  row("strict", BOTH, "boolean", boolean, (strict) => ({ strict })),
];

/** Words people know from other caches, and what they are called here. */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["ttl", "expiration"],
  ["maxAge", "expiration"],
  ["staleWhileRevalidate", "grace"],
  ["swr", "grace"],
  ["params", "args"],
  ["arguments", "args"],
  ["parameters", "args"],
  ["return", "returns"],
  ["loader", "creator"],
  ["max", "maxEntries"],
  ["maxSize", "maxBytes"],
  ["timeout", "hardTimeout"],
  ["refreshAhead", "eager"],
  ["batchSize", "maxBatch"],
]);

function row<Value>(
  name: string,
  places: readonly Place[],
  value: string,
  kind: OptionKind<Value>,
  fill: (given: Located<Value>) => OptionValues,
): OptionRow {
  const read = (node: SourceNode, report: Report): OptionValues | undefined => {
    const given = kind(node, { subject: name, report });
    return given === undefined ? undefined : fill(given);
  };
  return { name, places, value, read };
}

function later(name: string, places: readonly Place[], value: string): OptionRow {
  return { name, places, value };
}
