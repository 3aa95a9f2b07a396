import type { Report } from "../../diagnostic/report.js";
import type { KeyHashModel, KeyManglerModel, PythonModel } from "../model.js";
import type { ModuleExport } from "../source/module-export.js";
import type { Located, SourceNode } from "../source/node.js";
import { COUNT, EAGERNESS, FRACTION, SIZE } from "./amount.js";
import { BREAKER } from "./breaker.js";
import type { ValueForm } from "./form.js";
import { BACKEND_NAME, BOOLEAN, MODULE_EXPORT, oneWord, TEXT, type OptionKind } from "./kind.js";
import { KEY_HASH } from "./key-hash.js";
import { KEY_TEMPLATE, type KeyTemplatePiece } from "./key-template.js";
import { MANGLER } from "./mangler.js";
import { PYTHON_FUNCTION } from "./python.js";
import { DURATION, DURATION_OR_BOOLEAN, durationAboveZero, LIFETIME, MOMENT } from "./time.js";

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
  /** How its value is written. */
  readonly form: ValueForm;
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
  row("backend", REGION, BACKEND_NAME, (backend) => ({ backend })),
  row("expiration", BOTH, LIFETIME, (expirationMs) => ({ expirationMs })),
  row("grace", BOTH, DURATION, (graceMs) => ({ graceMs })),
  row("jitter", BOTH, FRACTION, (jitter) => ({ jitter })),
  row("eager", BOTH, EAGERNESS, (eager) => ({ eager })),
  row("refresh", BOTH, oneWord("inline", "background"), (refresh) => ({ refresh })),
  row("softTimeout", BOTH, DURATION, (softTimeoutMs) => ({ softTimeoutMs })),
  row("hardTimeout", BOTH, TIMEOUT, (hardTimeoutMs) => ({ hardTimeoutMs })),
  row("retryAfter", BOTH, DURATION, (retryAfterMs) => ({ retryAfterMs })),
  row("lease", BOTH, LEASE, (leaseMs) => ({ leaseMs })),
  row("wait", BOTH, DURATION, (waitMs) => ({ waitMs })),
  row("cacheNull", FUNCTION, DURATION_OR_BOOLEAN, (cacheNullMs) => ({ cacheNullMs })),
  row("missing", MULTI, DURATION, (missingMs) => ({ missingMs })),
  row("result", MULTI, oneWord("map", "list"), (result) => ({ result })),
  row("maxBatch", MULTI, COUNT, (maxBatch) => ({ maxBatch })),
  row("version", FUNCTION, COUNT, (version) => ({ version })),
  row("key", FUNCTION, KEY_TEMPLATE, (key) => ({ key })),
  row("keyHash", FUNCTION, KEY_HASH, (keyHash) => ({ keyHash })),
  row("python", FUNCTION, PYTHON_FUNCTION, (python) => ({ python })),
  row("creator", FUNCTION, MODULE_EXPORT, (creator) => ({ creator })),
  row("description", BOTH, TEXT, (description) => ({ description })),
  row("keyMangler", REGION, MANGLER, (keyMangler) => ({ keyMangler })),
  row("values", REGION, oneWord("copy", "frozen", "shared", "bytes"), (values) => ({ values })),
  row("maxEntries", REGION, COUNT, (maxEntries) => ({ maxEntries })),
  row("maxBytes", REGION, SIZE, (maxBytes) => ({ maxBytes })),
  row("serializer", REGION, oneWord("compiled", "zod", "none"), (serializer) => ({ serializer })),
  row("wire", REGION, oneWord("json", "compact"), (wire) => ({ wire })),
  row("validate", REGION, oneWord("changed", "always", "never"), (validate) => ({ validate })),
  row("maxValueBytes", REGION, SIZE, (maxValueBytes) => ({ maxValueBytes })),
  row("maxCreators", REGION, COUNT, (maxCreators) => ({ maxCreators })),
  row("backendTimeout", REGION, MOMENT, (backendTimeoutMs) => ({ backendTimeoutMs })),
  row("breaker", REGION, BREAKER, ({ value }) => value),
  row("strict", BOTH, BOOLEAN, (strict) => ({ strict })),
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
    const given = kind.read(node, { subject: name, report });
    return given === undefined ? undefined : fill(given);
  };
  return { name, places, form: kind.form, read };
}
