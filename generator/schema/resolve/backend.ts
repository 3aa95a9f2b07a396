import { quote } from "../../diagnostic/quote.js";
import type { Finding } from "../../diagnostic/report.js";
import { nearest } from "../../diagnostic/suggest.js";

const WORDS: readonly string[] = ["memory", "none"];
const SCHEMES: readonly string[] = ["redis://", "rediss://"];
const LATER: readonly string[] = ["file:", "redis+sentinel://", "redis+cluster://", "memcached://"];

const KINDS_HINT = "the kinds of backends are memory, none, redis:// and rediss://";

/** Finds what is wrong with the text of a backend: a kind, or `${NAME}` or `${NAME:-kind}`. */
export function backendFault(text: string): Finding | undefined {
  if (!text.includes("${")) return kindFault(text);
  const variable = /^\$\{[A-Za-z_][A-Za-z0-9_]*(?::-(.*))?\}$/s.exec(text);
  if (variable === null || variable[1]?.includes("${") === true) return variableFault(text);
  // Without a default the kind is known when the program runs, not before.
  return variable[1] === undefined ? undefined : kindFault(variable[1]);
}

/** What people write for a variable elsewhere, and what to write here. */
function variableHint(text: string): string {
  const [, name, value, word] = /^\$\{([A-Za-z_]\w*)(?::(.+)|-(memory|none))?\}$/.exec(text) ?? [];
  if (name === undefined) return "write ${NAME} or ${NAME:-memory}";
  return `write \${${name}${(value ?? word) === undefined ? "" : ":-memory"}}`;
}

function variableFault(text: string): Finding {
  if (/^\$\{[^{}]*\}$/.test(text)) {
    const message = "a variable is a name, and perhaps :- and a default";
    return { code: "CG3012", message, hint: variableHint(text) };
  }
  const message = "a backend is either text or one variable, not a mixture";
  const isSecret = !isAddress(text);
  return { code: "CG3012", message, hint: "write ${NAME} or ${NAME:-memory}", isSecret };
}

function kindFault(text: string): Finding | undefined {
  if (WORDS.includes(text)) return undefined;
  if (text === "") return { code: "CG3012", message: "the text is empty", hint: KINDS_HINT };
  if (SCHEMES.some((scheme) => text.startsWith(scheme))) return addressFault(text);
  const kind = LATER.find((prefix) => text.startsWith(prefix));
  if (kind !== undefined) {
    const message = `backend ${kind} is not supported yet`;
    return { code: "CG3013", message, hint: "use redis://, memory or none" };
  }
  const [variable, name = ""] = /^\$([A-Z_][A-Z0-9_]*)$/.exec(text) ?? [];
  if (variable !== undefined) return unknown(variable, `\${${name}}`);
  const [, valkey] = /^(valkeys?)(?:$|:)/.exec(text) ?? [];
  if (valkey !== undefined) return unknownValkey(valkey);
  const near = nearKind(text);
  return mayBeSecret(text, near) ? unrepeatable(near) : unknown(schemeOf(text), near);
}

/** What is no address, and no kind with a letter wrong, may be a password that was put in the wrong place. */
function mayBeSecret(text: string, near: string | undefined): boolean {
  if (isAddress(text)) return false;
  return near === undefined || schemeOf(text) !== text;
}

function isAddress(text: string): boolean {
  return /^[A-Za-z][\w+.-]*:\/\//.test(text);
}

/** What a schema says is committed, and written into code: no place for a password. */
function addressFault(text: string): Finding | undefined {
  if (text.includes("@")) {
    const message = "an address with a password does not belong in a schema";
    const hint = "write ${CACHE_URL} or ${CACHE_URL:-memory}, and set it where the program runs";
    return { code: "CG3012", message, hint };
  }
  if (!/[\s\p{Cc}]/u.test(text) && URL.canParse(text) && new URL(text).hostname !== "") {
    return undefined;
  }
  // Where a port should stand, a password may.
  const isSecret = /\/\/[^/]*:[^/]*\D/.test(text);
  const hint = "such as redis://localhost:6379";
  return { code: "CG3012", message: "the address cannot be read", hint, isSecret };
}

/** The kinds a mistyped one is compared with: `redsi://` is near `redis://`, whatever follows. */
function nearKind(text: string): string | undefined {
  const scheme = schemeOf(text);
  if (scheme === "redis" || scheme === "redis:") return "redis://";
  return nearest(scheme, [...WORDS, ...SCHEMES, ...LATER]);
}

/** Only the scheme is repeated in messages: what follows may hold a password. */
function schemeOf(text: string): string {
  return /^[^:/@]*(:(\/\/)?)?/.exec(text)?.[0] ?? "";
}

function unknown(found: string, near: string | undefined): Finding {
  const message = `there is no backend of the kind ${quote(found)}`;
  return { code: "CG3012", message, hint: hintOf(near) };
}

/** What is said to be a kind of its own elsewhere. */
function unknownValkey(scheme: string): Finding {
  const meant = scheme.replace("valkey", "redis");
  const message = `there is no backend of the kind ${quote(`${scheme}://`)}`;
  return { code: "CG3012", message, hint: `write ${meant}://, which reaches Valkey too` };
}

/** What a message would say of a text that is shown nowhere. */
function unrepeatable(near: string | undefined): Finding {
  const message = "this is no kind of backend, and not shown, for it may be a password";
  return { code: "CG3012", message, hint: hintOf(near), isSecret: true };
}

function hintOf(near: string | undefined): string {
  return near === undefined ? KINDS_HINT : `did you mean ${near}?`;
}
