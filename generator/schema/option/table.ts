import type { Report } from "../../diagnostic/report.js";
import type { KeyHashModel, KeyManglerModel, PythonModel } from "../model.js";
import type { ModuleExport } from "../source/module-export.js";
import type { Located, SourceNode } from "../source/node.js";
import { count, eagerness, fraction, size } from "./amount.js";
import { breaker } from "./breaker.js";
import {
  boolean,
  duration,
  durationAboveZero,
  durationOrBoolean,
  lifetime,
  moduleExport,
  moment,
  text,
  words,
  type OptionKind,
} from "./kind.js";
import { keyHash } from "./key-hash.js";
import { keyTemplate, type KeyTemplatePiece } from "./key-template.js";
import { mangler } from "./mangler.js";
import { pythonFunction } from "./python.js";

/** Where an option may stand; `multi` is a function of many keys only. */
export type Place = "region" | "function" | "multi";

/** The options that were given, under the names of the model. */
export interface OptionValues {
  readonly backend?: Located<string>;
  readonly backendTimeoutMs?: Located<number>;
  readonly breakerFailures?: Located<number>;
  readonly breakerPauseMs?: Located<number>;
  readonly cacheNullMs?: Located<number | true>;
  readonly creator?: Located<ModuleExport>;
  readonly description?: Located<string>;
  readonly eager?: Located<number | "xfetch">;
  readonly expirationMs?: Located<number>;
  readonly graceMs?: Located<number>;
  readonly hardTimeoutMs?: Located<number>;
  readonly jitter?: Located<number>;
  readonly key?: Located<readonly KeyTemplatePiece[]>;
  readonly keyHash?: Located<KeyHashModel>;
  readonly keyMangler?: Located<KeyManglerModel>;
  readonly leaseMs?: Located<number>;
  readonly maxBatch?: Located<number>;
  readonly maxBytes?: Located<number>;
  readonly maxCreators?: Located<number>;
  readonly maxEntries?: Located<number>;
  readonly maxValueBytes?: Located<number>;
  readonly missingMs?: Located<number>;
  readonly python?: Located<PythonModel>;
  readonly refresh?: Located<"inline" | "background">;
  readonly result?: Located<"map" | "list">;
  readonly retryAfterMs?: Located<number>;
  readonly serializer?: Located<"compiled" | "zod" | "none">;
  readonly softTimeoutMs?: Located<number>;
  readonly strict?: Located<boolean>;
  readonly validate?: Located<"changed" | "always" | "never">;
  readonly values?: Located<"copy" | "frozen" | "shared" | "bytes">;
  readonly version?: Located<number>;
  readonly waitMs?: Located<number>;
  readonly wire?: Located<"json" | "compact">;
}

/** A row of the table. */
export interface OptionRow {
  readonly name: string;
  readonly places: readonly Place[];
  readonly read: (node: SourceNode, report: Report) => OptionValues | undefined;
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

/** Every option there is. To support one, give its row a kind and the field it fills, and tell of it in the guide. */
export const OPTIONS: readonly OptionRow[] = [
  row("backend", REGION, text, (backend) => ({ backend })),
  row("expiration", BOTH, lifetime, (expirationMs) => ({ expirationMs })),
  row("grace", BOTH, duration, (graceMs) => ({ graceMs })),
  row("jitter", BOTH, fraction, (jitter) => ({ jitter })),
  row("eager", BOTH, eagerness, (eager) => ({ eager })),
  row("refresh", BOTH, words(["inline", "background"]), (refresh) => ({ refresh })),
  row("softTimeout", BOTH, duration, (softTimeoutMs) => ({ softTimeoutMs })),
  row("hardTimeout", BOTH, TIMEOUT, (hardTimeoutMs) => ({ hardTimeoutMs })),
  row("retryAfter", BOTH, duration, (retryAfterMs) => ({ retryAfterMs })),
  row("lease", BOTH, LEASE, (leaseMs) => ({ leaseMs })),
  row("wait", BOTH, duration, (waitMs) => ({ waitMs })),
  row("cacheNull", FUNCTION, durationOrBoolean, (cacheNullMs) => ({ cacheNullMs })),
  row("missing", MULTI, duration, (missingMs) => ({ missingMs })),
  row("result", MULTI, words(["map", "list"]), (result) => ({ result })),
  row("maxBatch", MULTI, count, (maxBatch) => ({ maxBatch })),
  row("version", FUNCTION, count, (version) => ({ version })),
  row("key", FUNCTION, keyTemplate, (key) => ({ key })),
  row("keyHash", FUNCTION, keyHash, (hash) => ({ keyHash: hash })),
  row("python", FUNCTION, pythonFunction, (python) => ({ python })),
  row("creator", FUNCTION, moduleExport, (creator) => ({ creator })),
  row("description", BOTH, text, (description) => ({ description })),
  row("keyMangler", REGION, mangler, (keyMangler) => ({ keyMangler })),
  row("values", REGION, words(["copy", "frozen", "shared", "bytes"]), (values) => ({ values })),
  row("maxEntries", REGION, count, (maxEntries) => ({ maxEntries })),
  row("maxBytes", REGION, size, (maxBytes) => ({ maxBytes })),
  row("serializer", REGION, words(["compiled", "zod", "none"]), (serializer) => ({ serializer })),
  row("wire", REGION, words(["json", "compact"]), (wire) => ({ wire })),
  row("validate", REGION, words(["changed", "always", "never"]), (validate) => ({ validate })),
  row("maxValueBytes", REGION, size, (maxValueBytes) => ({ maxValueBytes })),
  row("maxCreators", REGION, count, (maxCreators) => ({ maxCreators })),
  row("backendTimeout", REGION, moment, (backendTimeoutMs) => ({ backendTimeoutMs })),
  row("breaker", REGION, breaker, ({ value }) => value),
  row("strict", BOTH, boolean, (strict) => ({ strict })),
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
  kind: OptionKind<Value>,
  fill: (given: Located<Value>) => OptionValues,
): OptionRow {
  const read = (node: SourceNode, report: Report): OptionValues | undefined => {
    const given = kind(node, { subject: name, report });
    return given === undefined ? undefined : fill(given);
  };
  return { name, places, read };
}
