import { explainable, type Refused } from "./explanation.js";
import { isNoValue, NO_VALUE } from "./no-value.js";
import type { PlainSerializer } from "./serializer.js";

/** How a kept value is held apart from the callers it is handed to. */
export type ValuesMode = "copy" | "frozen" | "shared" | "bytes";

/** Which kept texts are checked: those of another type or an unknown one, all, or none. */
export type Validation = "changed" | "always" | "never";

/** A type whose values are kept. */
export interface StoredType<V> {
  readonly serializer: PlainSerializer<V>;
  /** What the type and its wire form are recognised by; `undefined` for any value. */
  readonly fingerprint?: string | undefined;
}

/**
 * The two ways of a value: into the form a store keeps, and out again.
 * Whatever is handed in is checked against its type, so that hit and miss have one shape.
 */
export interface Isolation<V> {
  /** What the type of the values it keeps is recognised by. */
  readonly fingerprint: string | undefined;
  /** The value as it is kept. Throws a `Misfit` when it is not of its type. */
  keep(value: V): unknown;
  /**
   * A kept value for one caller. Throws when the kept form is none of ours. A text is checked unless it is said to have been
   * written for this very type, as far as the region trusts that.
   */
  give(kept: unknown, fingerprint?: string): V;
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
export function isolateValues<V>(
  mode: ValuesMode,
  type: StoredType<V>,
  validate: Validation = "changed",
): Isolation<V> {
  if (mode === "bytes") return isolateText(type, validate);
  const { fingerprint, serializer } = type;
  const { copy } = serializer;
  return {
    fingerprint,
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
export function isolateText<V>(
  type: StoredType<V>,
  validate: Validation = "changed",
): Isolation<V> {
  const { fingerprint, serializer } = type;
  return {
    fingerprint,
    isText: true,
    explainable: (error, refused) => {
      explainable(error, serializer, refused);
    },
    nullForm: "null",
    // No JSON text is empty.
    absentForm: "",
    keep: serializer.encode,
    give: giver(type, validate),
    bytes: (kept) => (typeof kept === "string" ? Buffer.byteLength(kept) : 0),
  };
}

/** Decides once, and not on every hit, what is to be asked of a text. */
function giver<V>(
  { fingerprint: own, serializer }: StoredType<V>,
  validate: Validation,
): Isolation<V>["give"] {
  const { decode, revive } = serializer;
  if (revive === undefined || validate === "always") return (kept) => decode(textIn(kept));
  if (validate === "never") return (kept) => revive(textIn(kept));
  // A type that is not known is no other's.
  if (own === undefined) return (kept) => decode(textIn(kept));
  return (kept, fingerprint) => (fingerprint === own ? revive(textIn(kept)) : decode(textIn(kept)));
}

function textIn(kept: unknown): string {
  return typeof kept === "string" ? kept : "";
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
