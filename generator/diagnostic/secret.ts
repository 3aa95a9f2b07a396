import type { Diagnostic } from "./diagnostic.js";

/** Blanks what may be a password, keeping all else in its place: other faults may stand on the same line. */
export function withoutSecrets(text: string, diagnostics: readonly Diagnostic[]): string {
  const isLegible = !diagnostics.some(({ code }) => code.startsWith("CG1"));
  const veiled = isLegible ? text : withoutBackends(text);
  const spans = diagnostics.filter(({ isSecret }) => isSecret === true).map(({ span }) => span);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans.sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    pieces.push(veiled.slice(at, start), veiled.slice(start, end).replace(/[^\r\n]/g, "*"));
    at = end;
  }
  return pieces.join("") + veiled.slice(at);
}

/** The section `backends`, to the next line that begins another one. */
const BACKENDS = /(?<=(?:^|[{,\s])["']?backends["']?[ \t]*:).*(?:\n(?![\w"']).*)*/;

/** What stands before the text of a backend in its line: its name. */
const NAME = /^[ \t]*["']?[\w-]+["']?[ \t]*:(?=\s)/;

/** Texts that hold no secret, with the comment behind them. */
const HARMLESS = /^\s*(?:memory|none|\$\{\w+(?::-(?:memory|none)?)?\})?\s*(?:#.*)?$/;

/** Blanks the texts of backends where YAML cannot say which these are; its own signs stay, since one of them is at fault. */
function withoutBackends(text: string): string {
  return text.replace(BACKENDS, (section) => section.split("\n").map(withoutValue).join("\n"));
}

function withoutValue(line: string): string {
  const name = NAME.exec(line)?.[0] ?? "";
  const value = line.slice(name.length);
  return HARMLESS.test(value) ? line : name + value.replace(/[^\s"'`{}[\],:|>&*!%@#\\]/g, "*");
}
