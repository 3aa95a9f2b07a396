import type { Report } from "../diagnostic/report.js";
import type { Located, SourceNode } from "./node.js";
import {
  boolean,
  count,
  duration,
  durationOrBoolean,
  lifetime,
  text,
  words,
  type OptionKind,
} from "./option-kind.js";

/** Where an option may stand; `multi` is a function of many keys only. */
export type Place = "region" | "function" | "multi";

/** The options that were given, under the names of the model. */
export interface OptionValues {
  readonly backend?: Located<string>;
  readonly cacheNullMs?: Located<number | true>;
  readonly description?: Located<string>;
  readonly expirationMs?: Located<number>;
  readonly graceMs?: Located<number>;
  readonly maxBatch?: Located<number>;
  readonly maxEntries?: Located<number>;
  readonly missingMs?: Located<number>;
  readonly refresh?: Located<"inline" | "background">;
  readonly result?: Located<"map" | "list">;
  readonly strict?: Located<boolean>;
  readonly values?: Located<"copy" | "frozen" | "shared" | "bytes">;
  readonly version?: Located<number>;
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

/** Every option there is. To support one, give its row a kind and the field it fills. */
export const OPTIONS: readonly OptionRow[] = [
  row("backend", REGION, "name", text, (backend) => ({ backend })),
  row("expiration", BOTH, "duration or never", lifetime, (expirationMs) => ({ expirationMs })),
  row("grace", BOTH, "duration", duration, (graceMs) => ({ graceMs })),
  later("jitter", BOTH, "fraction"),
  later("eager", BOTH, "fraction or xfetch"),
  row("refresh", BOTH, "word", words(["inline", "background"]), (refresh) => ({ refresh })),
  later("softTimeout", BOTH, "duration"),
  later("hardTimeout", BOTH, "duration"),
  later("retryAfter", BOTH, "duration"),
  later("lease", BOTH, "duration"),
  later("wait", BOTH, "duration"),
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
  later("keyMangler", REGION, "word"),
  row("values", REGION, "word", words(["copy", "frozen", "shared", "bytes"]), (values) => ({
    values,
  })),
  row("maxEntries", REGION, "count", count, (maxEntries) => ({ maxEntries })),
  later("maxBytes", REGION, "size"),
  later("serializer", REGION, "word"),
  later("wire", REGION, "word"),
  later("validate", REGION, "word"),
  later("maxValueBytes", REGION, "size"),
  later("maxCreators", REGION, "count"),
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
