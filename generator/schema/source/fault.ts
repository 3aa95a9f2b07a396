import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { MAX_DEPTH, type FaultyNode, type Located } from "./node.js";

/** Reports a schema that is too long, in UTF-16 units. */
export function reportLength(length: number, most: number, report: Report): void {
  report.add({
    code: "CG1005",
    span: { start: 0, end: 0 },
    message: `the schema has ${length} characters, and at most ${most} are read`,
    hint: "split it into several schemas, each with a namespace and an output of its own",
  });
}

/** Reports nesting beyond every need of a schema. */
export function reportDepth(span: Span, report: Report): FaultyNode {
  const message = `nested deeper than ${MAX_DEPTH} levels`;
  report.add({ code: "CG1006", span, message, hint: "no part of a schema needs that depth" });
  return { kind: "faulty", span };
}

/** Reports a line end of old, which would make one line of all. */
export function reportCarriageReturn(start: number, report: Report): void {
  const message = "a carriage return without a line feed";
  const hint = "end each line with a line feed";
  report.add({ code: "CG1001", span: { start, end: start + 1 }, message, hint });
}

/** Reports a directive that asks for YAML 1.1, where `yes` is not a text. */
export function reportVersion(text: string, report: Report): void {
  const start = Math.max(0, text.indexOf("%YAML"));
  report.add({
    code: "CG1009",
    span: { start, end: start + "%YAML".length },
    message: "the schema is YAML 1.2, and this directive asks for another version",
    hint: "remove the line",
  });
}

/** Whom to tell, and whether what stands there may be a password. */
interface Telling {
  readonly report: Report;
  readonly isSecret?: boolean | undefined;
}

/** Reports `*name`. */
export function reportAlias(name: string, span: Span, { report, isSecret }: Telling): FaultyNode {
  const message = `${isSecret ? "this" : quote(`*${name}`)} is a YAML alias, which a schema cannot have`;
  const hint = "write out here what it stands for, or quote the text";
  report.add({ code: "CG1003", span, message, hint, isSecret });
  return { kind: "faulty", span };
}

/** Reports `&name`. */
export function reportAnchor(name: string, span: Span, { report, isSecret }: Telling): FaultyNode {
  const message = `${isSecret ? "this" : quote(`&${name}`)} is a YAML anchor, which a schema cannot have`;
  const hint = "remove it, or quote the text";
  report.add({ code: "CG1003", span, message, hint, isSecret });
  return { kind: "faulty", span };
}

/** Reports `!tag`. */
export function reportTag(span: Span, report: Report): FaultyNode {
  const message = "a schema cannot have YAML tags";
  report.add({ code: "CG1004", span, message, hint: "remove it, or quote the text" });
  return { kind: "faulty", span };
}

/** Reports `<<`. */
export function reportMerge(span: Span, report: Report): undefined {
  const message = "<< merges YAML maps, which a schema cannot do";
  report.add({ code: "CG1003", span, message, hint: "write out here what it stands for" });
  return undefined;
}

/** Reports a key that was given before; the first one counts. */
export function reportDuplicate(key: Located<string>, report: Report): void {
  const message = `key ${quote(key.value)} is given twice`;
  report.add({ code: "CG1002", span: key.span, message, hint: "remove or rename one of them" });
}

/** Reports a key that is a list, a map or an alias. */
export function reportKey(span: Span | undefined, report: Report): void {
  report.add({
    code: "CG1011",
    span: span ?? { start: 0, end: 0 },
    message: "a key must be plain text",
    hint: "quote the key",
  });
}
