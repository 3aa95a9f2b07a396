import { explainable, type Refused } from "./explanation.js";
import { isNoValue, NO_VALUE } from "./no-value.js";
import type { PlainSerializer } from "./serializer.js";

/** How a kept value is held apart from the callers it is handed to. */
export type ValuesMode = "copy" | "frozen" | "shared" | "bytes";

/**
 * The two ways of a value: into the form a store keeps, and out again.
 * Whatever is handed in is checked against its type, so that hit and miss have one shape.
 */
export interface Isolation<V> {
  /** The value as it is kept. Throws a `Misfit` when it is not of its type. */
  keep(value: V): unknown;
  /** A kept value for one caller. Throws when the kept form is none of ours. */
  give(kept: unknown): V;
  /** About how many bytes a kept value takes. */
  bytes(kept: unknown): number;
  /** Whether values are kept as text, which has to be decoded for every reader. */
  readonly isText: boolean;
  /** Lets the error of a value that was not kept, or of a text that cannot be read, tell more of it. */
  explainable(error: unknown, refused: Refused): void;
  /** Kept form of `null`. */
  readonly nullForm: unknown;
  /** Kept form of "not found". */
  readonly absentForm: unknown;
}

/** Isolation for a store that keeps values as they are. */
export function isolateValues<V>(mode: ValuesMode, serializer: PlainSerializer<V>): Isolation<V> {
  if (mode === "bytes") return isolateText(serializer);
  const { copy } = serializer;
  return {
    isText: false,
    explainable: (error, refused) => {
      explainable(error, serializer, refused);
    },
    nullForm: null,
    absentForm: NO_VALUE,
    keep: mode === "frozen" ? (value) => freeze(copy(value)) : copy,
    give: mode === "copy" ? (kept) => copy(own(kept)) : own,
    bytes: (kept) => (isNoValue(kept) ? 0 : serializer.size(own(kept))),
  };
}

/** Isolation for a store that keeps text, or for values kept encoded. */
export function isolateText<V>(serializer: PlainSerializer<V>): Isolation<V> {
  return {
    isText: true,
    explainable: (error, refused) => {
      explainable(error, serializer, refused);
    },
    nullForm: "null",
    // No JSON text is empty.
    absentForm: "",
    keep: serializer.encode,
    give: (kept) => serializer.decode(typeof kept === "string" ? kept : ""),
    bytes: (kept) => (typeof kept === "string" ? Buffer.byteLength(kept) : 0),
  };
}

/** What a local store returns is what this isolation kept there: of type V since `keep` checked it. */
function own<V>(kept: unknown): V {
  return kept as V;
}

/** Freeze a value through and through. The contents of a `Date`, `Map`, `Set` or `Uint8Array` cannot be frozen. */
function freeze<V>(value: V): V {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
