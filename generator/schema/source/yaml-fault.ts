import type { Span } from "../../diagnostic/diagnostic.js";
import type { Fault, Finding } from "../../diagnostic/report.js";

/** An error of the YAML reader. */
export interface YamlFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [start: number, end: number];
}

/** Faults explained at most; a broken file gains nothing from more. */
const MOST_EXPLAINED = 20;

/** Errors after which the reader still knows where it is; after any other it only stumbles on. */
const HARMLESS: readonly string[] = ["BAD_DQ_ESCAPE", "BAD_SCALAR_START", "TAB_AS_INDENT"];

const QUOTE_HINT = "quote text that contains one of [ ] { } , : # & * ! | > \" ' % @ `";

/** Explains the errors of the YAML reader, one of a line, up to the one that the rest follows from. */
export function explainYamlFaults(faults: readonly YamlFault[], text: string): readonly Fault[] {
  const explained: Fault[] = [];
  let lineEnd = -1;
  for (const fault of [...faults].sort((left, right) => left.pos[0] - right.pos[0])) {
    if (fault.pos[0] <= lineEnd) continue;
    const isHarmless = HARMLESS.includes(fault.code);
    // Below a line that a tab indents, those that are right seem to be out of place.
    if (!isHarmless && explained.some(({ code }) => code === "CG1008")) break;
    const newline = text.indexOf("\n", fault.pos[0]);
    lineEnd = newline === -1 ? text.length : newline;
    explained.push({ span: spanOf(fault, text), ...explain(fault, text) });
    if (!isHarmless || explained.length === MOST_EXPLAINED) break;
  }
  return explained;
}

/** The reader may point behind the end of the text. */
function spanOf({ pos: [start, end] }: YamlFault, text: string): Span {
  return { start: Math.min(start, text.length), end: Math.min(Math.max(start, end), text.length) };
}

/** A trap may know the place better than the reader, which noticed it later. */
function explain(fault: YamlFault, text: string): Finding | Fault {
  return (
    flowTrap(fault, text) ??
    quoteTrap(fault, text) ??
    tailTrap(fault, text) ??
    objectTrap(fault, text) ??
    explainCode(fault, text)
  );
}

/** `{ tags: string[] }`: inside braces or brackets a `[` begins a YAML list. */
function flowTrap(fault: YamlFault, text: string): Finding | undefined {
  const start = fault.pos[0];
  const isPattern = /\bpattern:[^\n,{}]*$/.test(text.slice(Math.max(0, start - FAR), start));
  if (!/[[{]/.test(text[start] ?? "") || /[\s,:[{}]/.test(text[start - 1] ?? " ")) return undefined;
  return {
    code: "CG1007",
    message: `inside { } or [ ], a text that contains "${text[start] ?? ""}" must be quoted`,
    hint: isPattern
      ? "put the pattern in quotes"
      : 'write "string[]" or list<string>, or use one line per key',
  };
}

/** How far back a trap looks, in UTF-16 units. */
const FAR = 200;

/** `User | { kind: const(b) }`: the colon in it makes a second key of the line. */
function objectTrap(fault: YamlFault, text: string): Finding | undefined {
  if (fault.code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const line = /^[^\n]*/.exec(text.slice(fault.pos[0], fault.pos[0] + FAR))?.[0] ?? "";
  if (!/\|\s*\{/.test(line)) return undefined;
  return {
    code: "CG1001",
    message: "an object cannot be written inside of a type",
    hint: "give the object a name under types, and write that name here",
  };
}

/** A quote that is never closed is noticed at the end of the file; its start is what matters. */
function quoteTrap(fault: YamlFault, text: string): Fault | undefined {
  const mark = /^Missing closing (["'])quote/.exec(fault.message)?.[1];
  if (mark === undefined) return undefined;
  const start = Math.max(0, text.lastIndexOf(mark, fault.pos[0]));
  const message = "this quote is never closed";
  return { code: "CG1001", message, span: { start, end: start + 1 } };
}

/** `"a" | "b"` and `[a-z]+`: a value ends with its quote or bracket. */
function tailTrap(fault: YamlFault, text: string): Finding | undefined {
  const end = /(["'\]}])[ \t]*$/.exec(text.slice(0, fault.pos[0]).slice(-20))?.[1];
  if (fault.code !== "UNEXPECTED_TOKEN" || end === undefined) return undefined;
  const isUnion = text[fault.pos[0]] === "|";
  return {
    code: "CG1001",
    message: `the value ends at ${end}, so nothing more may stand on this line`,
    hint: isUnion ? "write a choice of texts as enum(a, b)" : "put the whole text in quotes",
  };
}

function explainCode(fault: YamlFault, text: string): Finding {
  switch (fault.code) {
    case "BAD_SCALAR_START":
      return {
        code: "CG1010",
        message: `text cannot start with ${signAt(fault, text)} in YAML`,
        hint: "quote the text",
      };
    case "TAB_AS_INDENT":
      return { code: "CG1008", message: "a tab indents this line", hint: "indent with spaces" };
    case "MULTIPLE_DOCS":
      return {
        code: "CG1009",
        message: "a second YAML document starts here",
        hint: 'a schema is one document: remove the line "---" or "..."',
      };
    case "BAD_DIRECTIVE":
      return { code: "CG1009", message: "unknown YAML directive", hint: "remove the line" };
    case "RESOURCE_EXHAUSTION":
      return { code: "CG1006", message: "the schema is nested too deep" };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        code: "CG1001",
        message: "a second key on the line of another",
        hint: 'put nested keys on lines of their own; quote a text that contains ": "',
      };
    case "MULTILINE_IMPLICIT_KEY":
      return withoutColon(fault, text);
    case "BAD_DQ_ESCAPE":
      return {
        code: "CG1001",
        message: `"${text.slice(...fault.pos)}" begins an escape that YAML does not know`,
        hint: "use single quotes, in which a backslash is only itself",
      };
    case "BAD_INDENT":
      return {
        code: "CG1001",
        message: "this line is indented neither as those beside it nor as those above",
        hint: "begin the keys of one map in the same column, and close what { or [ opened",
      };
    default:
      return unexplained(fault, text);
  }
}

/** The sign an unquoted text cannot start with. */
function signAt({ pos }: YamlFault, text: string): string {
  const sign = text[pos[0]] ?? "";
  return sign === "`" ? "a backtick" : `"${sign}"`;
}

/** `name:value`, `name = value`, or what a merge left behind. */
function withoutColon({ pos }: YamlFault, text: string): Finding {
  if (/^(<{7}|={7}|>{7})(?=[ \r\n]|$)/.test(text.slice(pos[0], pos[0] + 8))) {
    const message = "a merge left this line behind";
    return { code: "CG1001", message, hint: "resolve the conflict first" };
  }
  const message = "a key must be followed by a colon and a space";
  return { code: "CG1001", message, hint: "write key: value" };
}

function unexplained(fault: YamlFault, text: string): Finding {
  if (fault.message.startsWith("Implicit map keys")) return withoutColon(fault, text);
  if (/[|>][-+\d]*[ \t]+$/.test(text.slice(Math.max(0, fault.pos[0] - 20), fault.pos[0]))) {
    const hint = "begin the text on the next line, or quote it";
    return { code: "CG1001", message: "nothing may stand behind | or > on its line", hint };
  }
  const message = fault.message.charAt(0).toLowerCase() + fault.message.slice(1);
  const mayNeedQuotes = fault.code === "UNEXPECTED_TOKEN" || fault.code === "MISSING_CHAR";
  return { code: "CG1001", message, hint: mayNeedQuotes ? QUOTE_HINT : undefined };
}
