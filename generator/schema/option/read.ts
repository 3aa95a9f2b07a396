import { oneOf, quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { nearest, suggestion } from "../../diagnostic/suggest.js";
import type { Entry, MapNode, SourceNode } from "../source/node.js";
import { belongingOf } from "./keys.js";
import { OPTIONS, OTHER_NAMES, type OptionRow, type OptionValues, type Place } from "./table.js";

/** Whose options are read: its place, its name for messages, and its keys that are no options. */
export interface OptionOwner {
  readonly subject: string;
  readonly place: Place;
  readonly ownKeys: readonly string[];
}

/** The options that were read, and the keys that were reported: given wrongly, or mistyped. */
export interface OptionReading {
  readonly values: OptionValues;
  readonly faulted: readonly string[];
}

/** Reads the options among the keys of a region or function; reports keys that are none. */
export function readOptions(map: MapNode, owner: OptionOwner, report: Report): OptionReading {
  const faulted: string[] = [];
  let values: OptionValues = {};
  for (const entry of map.entries) {
    const { key } = entry;
    if (owner.ownKeys.includes(key.value)) continue;
    const option = OPTIONS.find((candidate) => candidate.name === key.value);
    const read = option && readOption(option, entry, { owner, report });
    if (read !== undefined) values = { ...values, ...read };
    else faulted.push(option?.name ?? reportUnknown(entry, owner, report));
  }
  return { values, faulted };
}

function readOption(
  option: OptionRow,
  entry: Entry,
  context: { readonly owner: OptionOwner; readonly report: Report },
): OptionValues | undefined {
  const { owner, report } = context;
  const { span } = entry.key;
  if (!mayStand(option, owner.place)) {
    const message = `option ${option.name} does not belong to a ${nameOf(owner.place)}`;
    report.add({ code: "CG4003", span, message, hint: `it belongs to ${belongsTo(option)}` });
    return undefined;
  }
  return option.read(entry.value, report);
}

/** What to do with a key of another part of the schema, and with a function outside of `functions`. */
function misplacedHint(
  key: string,
  value: SourceNode,
  { place, ownKeys }: OptionOwner,
): string | undefined {
  const belonging = belongingOf(key);
  if (belonging !== undefined) return `it belongs to ${belonging}`;
  if (place !== "region" || value.kind !== "map") return undefined;
  const isFunction = value.entries.some((entry) => belongingOf(entry.key.value) === "a function");
  return isFunction ? `a function stands under the key ${oneOf(ownKeys)} of its region` : undefined;
}

function mayStand(option: OptionRow, place: Place): boolean {
  return option.places.includes(place) || (place === "multi" && option.places.includes("function"));
}

function nameOf(place: Place): string {
  return place === "region" ? "region" : "function";
}

/** Says where an option may stand. */
export function belongsTo(option: OptionRow): string {
  if (option.places.includes("multi")) return "a function with multi or multiOf";
  if (!option.places.includes("region")) return "a function";
  return option.places.includes("function") ? "a region or a function" : "a region";
}

/** Gives the key that was meant, as far as one can tell. */
function reportUnknown({ key, value }: Entry, owner: OptionOwner, report: Report): string {
  const options = OPTIONS.filter((option) => mayStand(option, owner.place));
  const other = OTHER_NAMES.get(key.value);
  const known = [...owner.ownKeys, ...options.map((option) => option.name)];
  const near = other ?? nearest(key.value, known);
  const hint =
    misplacedHint(key.value, value, owner) ??
    (near === undefined ? suggestion(key.value, known) : `did you mean ${quote(near)}?`);
  const message = `${owner.subject} has no option ${quote(key.value)}`;
  report.add({ code: "CG4001", span: key.span, message, hint });
  return near ?? key.value;
}
