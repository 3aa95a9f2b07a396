/**
 * A value with what is known of it, as it lies in a store.
 *
 * As text: metadata in JSON, the byte `|`, the payload. `ct`, in seconds since 1970, and `v` come first, then members of
 * our own, always in the same order and only where they say something:
 *
 *     {"ct": 1795289912.726354, "v": 2, "fp": "e5fbcd2db8810d52", "fill": "k3…", "cost": 0.25, "draw": 0.5, "hard": "9x…", "soft": "b0…"}|{"id":7}
 *
 * @see dogpile.cache `CachedValue`. Differs: further members, which its readers leave alone.
 */

/** The form this runtime writes, and the only one it reads. */
export const ENVELOPE_VERSION = 2;

/** What is known of a stored value. */
export interface Metadata {
  /** When its creation ended, in milliseconds since 1970; text keeps three decimals. */
  readonly createdMs: number;
  /** How long its creation took, in milliseconds; text keeps three decimals. */
  readonly costMs: number;
  /** A random number from 0 up to 1, drawn when it was stored. */
  readonly draw: number;
  /** What the type it was checked against is recognised by; missing in what others wrote, and for values of any type. */
  readonly fingerprint?: string | undefined;
  /** A random id of the store that put it there; missing in what others wrote. */
  readonly fillId?: string | undefined;
  /** Id of the last hard invalidation of everything before its creation began. */
  readonly hardId?: string | undefined;
  /** Id of the last soft invalidation of everything before its creation began. */
  readonly softId?: string | undefined;
  /** When a failed refresh may be tried again, in milliseconds since 1970; 0 = at any time. */
  readonly retryAtMs: number;
}

/** A value and its metadata. */
export interface Envelope<Kept = unknown> {
  readonly metadata: Metadata;
  readonly kept: Kept;
}

const SEPARATOR = "|";
const MS = 1_000;
const DECIMALS = 1_000;

/** The text of an envelope, spaced as Python spaces it. */
export function sealEnvelope({ metadata, kept }: Envelope<string>): string {
  const { createdMs, fingerprint, fillId, costMs, draw, hardId, softId, retryAtMs } = metadata;
  const members = [
    `"ct": ${seconds(createdMs)}`,
    `"v": ${ENVELOPE_VERSION}`,
    ...textMember("fp", fingerprint),
    ...textMember("fill", fillId),
    ...(costMs === 0 ? [] : [`"cost": ${seconds(costMs)}`]),
    ...(draw === 0 ? [] : [`"draw": ${draw}`]),
    ...textMember("hard", hardId),
    ...textMember("soft", softId),
    ...(retryAtMs === 0 ? [] : [`"retry": ${seconds(retryAtMs)}`]),
  ];
  return `{${members.join(", ")}}${SEPARATOR}${kept}`;
}

/** The envelope of a text or its UTF-8 bytes; nothing for what is none, is of another version, or is damaged. */
export function openEnvelope(stored: unknown): Envelope<string> | undefined {
  const text = textOf(stored);
  const end = text?.indexOf(SEPARATOR) ?? -1;
  if (text === undefined || end < 0) return undefined;
  const metadata = openMetadata(text.slice(0, end));
  return metadata === undefined ? undefined : { metadata, kept: text.slice(end + 1) };
}

/** A text as stores give it back: itself, or its UTF-8 bytes; nothing for anything else. */
export function textOf(stored: unknown): string | undefined {
  if (typeof stored === "string") return stored;
  if (!(stored instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(stored);
  } catch {
    // Bytes of another serializer.
    return undefined;
  }
}

function openMetadata(text: string): Metadata | undefined {
  const { ct, v, fp, fill, cost = 0, draw = 0, hard, soft, retry = 0 } = membersOf(text);
  if (v !== ENVELOPE_VERSION || !isTime(ct) || ct === 0) return undefined;
  if (!isTime(cost) || !isTime(retry) || !isTime(draw) || draw >= 1) return undefined;
  if (!isId(fp) || !isId(fill) || !isId(hard) || !isId(soft)) return undefined;
  return {
    createdMs: milliseconds(ct),
    costMs: milliseconds(cost),
    draw,
    fingerprint: fp,
    fillId: fill,
    hardId: hard,
    softId: soft,
    retryAtMs: milliseconds(retry),
  };
}

/** The members of a JSON object; none where there is no such object. */
function membersOf(text: string): Partial<Record<Member, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? json : {};
  } catch {
    return {};
  }
}

type Member = "ct" | "v" | "fp" | "fill" | "cost" | "draw" | "hard" | "soft" | "retry";

/** Readers cut at the first `|`, so that none may stand in the metadata. */
function textMember(name: Member, id: string | undefined): string[] {
  if (id === undefined) return [];
  return [`"${name}": ${JSON.stringify(id).replaceAll(SEPARATOR, "\\u007c")}`];
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

function isId(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

/** Whole milliseconds come back as they were; a division alone would blur them. */
function seconds(durationMs: number): number {
  return Math.round(durationMs * DECIMALS) / (MS * DECIMALS);
}

function milliseconds(durationS: number): number {
  return Math.round(durationS * MS * DECIMALS) / DECIMALS;
}
