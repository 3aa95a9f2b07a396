/** The text that stands for a backend: a word, or a URL that may hold a password. */
import { CacheError } from "../errors.js";

const HIDDEN = "***";

/** What stands before the first `:`, or the whole word. */
export function schemeOf(text: string): string {
  return /^[^:]*/.exec(text)?.[0] ?? "";
}

/** A text as it may be shown: user, password and query masked, and what is no port though it stands for one, on one line. */
export function shown(text: string): string {
  const { scheme, credentials, rest, query } = partsOf(text);
  const place = rest.replace(NO_PORT, `:${HIDDEN}`);
  const masked =
    scheme + (credentials === "" ? "" : `${HIDDEN}@`) + place + (query === "" ? "" : `?${HIDDEN}`);
  return masked.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}

/** A password behind which the `@` was forgotten stands where a port should. */
const NO_PORT = /(?<=^[^/:[\]]*):(?!\d{0,5}(?:\/|$))[^/]*/;

/** A message of somebody else's about a text, with what must not be shown masked. */
export function maskedMessage(message: string, text: string): string {
  const whole = message.replaceAll(text, () => shown(text));
  return secretsOf(text).reduce((masked, secret) => masked.replaceAll(secret, HIDDEN), whole);
}

/** Whether a message gives away what must not be shown. */
export function givesAway(message: string, text: string): boolean {
  return secretsOf(text).some((secret) => message.includes(secret));
}

/**
 * Refuse a URL no driver could read.
 *
 * @throws CacheError `backend-url`.
 */
export function checkUrl(text: string): void {
  if (/[\s\p{Cc}]/u.test(text)) throw malformed(text, "it holds blanks or control characters");
  if (/^[^:]*:\/*$/.test(text)) throw malformed(text, "nothing stands behind its scheme");
}

/** What to throw for a URL that cannot be read; `reason` must not repeat it. */
export function malformed(text: string, reason: string): CacheError {
  return new CacheError("backend-url", `the backend "${shown(text)}" is no URL: ${reason}`);
}

interface Parts {
  /** With `:` and `//`. */
  readonly scheme: string;
  readonly credentials: string;
  readonly rest: string;
  /** Without `?`; with the fragment. */
  readonly query: string;
}

/** A password may hold any character that should have been escaped: all up to the last `@` is taken for credentials. */
function partsOf(text: string): Parts {
  const [, scheme = "", credentials = "", tail = ""] =
    /^([^:]*:(?:\/\/)?)?(?:([^]*)@)?([^]*)$/.exec(text) ?? [];
  const [, rest = "", query = ""] = /^([^?#]*)[?#]?([^]*)$/.exec(tail) ?? [];
  return { scheme, credentials, rest, query };
}

/** The longest first, so that none is left over in pieces. */
function secretsOf(text: string): string[] {
  const { credentials, rest, query } = partsOf(text);
  const password = credentials.slice(credentials.indexOf(":") + 1);
  const noPort = NO_PORT.exec(rest)?.[0].slice(1) ?? "";
  return [credentials, query, password, unescaped(password), noPort]
    .filter((secret) => secret !== "")
    .sort((a, b) => b.length - a.length);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
