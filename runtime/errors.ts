import { inspect } from "./builtin.js";

/** Why a {@link CacheError} was thrown; never renumbered, never reused. */
export type CacheErrorCode =
  /** A region that is in use, or was configured before, is configured again. */
  | "already-configured"
  /** An argument has no key: it is not of its declared type. */
  | "argument-invalid"
  /** The store did not confirm a write or an invalidation, gave an answer that makes no sense, or cannot be opened. */
  | "backend-failed"
  /** No backend is known for the text. */
  | "backend-unknown"
  /** The text of a backend is no URL its driver could read. */
  | "backend-url"
  /** A creator waits for its own result, directly or through others. */
  | "creator-reentered"
  /** No value was made in the time a caller had. */
  | "timeout"
  /** The region was closed. */
  | "closed"
  /** What was given as a creator is no function, or cannot be decorated. */
  | "creator-invalid"
  /** A backend's text, or `keyHash`, names an environment variable that is not set and has no default. */
  | "environment-unset"
  /** An option is out of its range or of the wrong type. */
  | "option-invalid"
  /** What `import(…)` names is not a zod schema, or has no way back: its values cannot be stored. */
  | "schema-invalid"
  /** A value given to the cache, or made under `strict`, is not of its declared type. */
  | "value-misfit"
  /** zod is not installed, and a misfit was asked to explain itself, or the region says `serializer: zod`. */
  | "zod-missing"
  /** A multi creator answered something that cannot be matched with what it was asked. */
  | "result-shape";

/** Whom an error is about. */
export interface Owner {
  readonly region: string;
  /** `undefined` for the region itself. */
  readonly function: string | undefined;
}

/** An owner as messages name it: `users.getUser`. */
export function nameOf(owner: Owner): string {
  return owner.function === undefined ? owner.region : `${owner.region}.${owner.function}`;
}

/** What a {@link CacheError} knows of its circumstances. */
export interface CacheErrorDetails extends Partial<Owner> {
  readonly key?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Every error the cache itself throws. A creator's own error reaches its callers untouched and is none of these.
 * Tell it by {@link isCacheError}, which also holds when two copies of the package are loaded.
 */
export class CacheError extends Error {
  override readonly name = "CacheError";
  readonly code: CacheErrorCode;
  readonly region: string | undefined;
  readonly function: string | undefined;
  readonly key: string | undefined;

  constructor(code: CacheErrorCode, message: string, details: CacheErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.region = details.region;
    this.function = details.function;
    this.key = details.key;
  }
}

/** Whether an error is the cache's own, and of this code when one is given. */
export function isCacheError(error: unknown, code?: CacheErrorCode): error is CacheError {
  if (!(error instanceof Error) || error.name !== "CacheError") return false;
  return code === undefined || ("code" in error && error.code === code);
}

/** An error that was thrown where nobody knows for whom; one that names its region already stays as it is. */
export function owned(error: CacheError, owner: Owner, key?: string): CacheError {
  const { code, message, region } = error;
  if (region !== undefined) return error;
  const cause = "cause" in error ? { cause: error.cause } : {};
  return new CacheError(code, `${nameOf(owner)}: ${message}`, { ...owner, key, ...cause });
}

/** Why something failed, in a message about what that led to. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** A value in a message. Of what has members only its kind is told: they may be secrets, and many. */
export function described(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return inspect(value);
  return Array.isArray(value) ? "a list" : "an object";
}
