/** The kinds of value that say how much. */
import { quote } from "../../diagnostic/quote.js";
import type { Asking } from "../source/asking.js";
import { refuse } from "../source/expect.js";
import type { Located, SourceNode } from "../source/node.js";
import type { OptionKind } from "./kind.js";
import { parseSize, SIZE_UNITS } from "./size.js";

/** A whole number from 1. */
export const COUNT: OptionKind<number> = {
  form: {
    words: "whole number from 1",
    schema: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  },
  read: readCount,
};

/** A number from 0 to 1. */
export const FRACTION: OptionKind<number> = {
  form: { words: "fraction", schema: { type: "number", minimum: 0, maximum: 1 } },
  read: (node, asking) => readFraction(node, asking, "a number from 0 to 1"),
};

/** A number above 0, at most 1, or the word `xfetch`. */
export const EAGERNESS: OptionKind<number | "xfetch"> = {
  form: {
    words: "fraction above 0, `xfetch`",
    schema: {
      anyOf: [{ type: "number", exclusiveMinimum: 0, maximum: 1 }, { const: "xfetch" }],
    },
  },
  read: readEagerness,
};

/** A size, in bytes. */
export const SIZE: OptionKind<number> = {
  form: {
    words: "size",
    schema: {
      anyOf: [
        COUNT.form.schema,
        { type: "string", pattern: `^0*[1-9]\\d*(${SIZE_UNITS.join("|")})?$` },
      ],
    },
  },
  read: readSize,
};

function readCount(node: SourceNode, asking: Asking): Located<number> | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "number") {
    return refuse(
      node,
      { ...asking, wanted: "a whole number", hint: plainHint(node) },
      asking.report,
    );
  }
  if (Number.isSafeInteger(node.value) && node.value >= 1) {
    return { value: node.value, span: node.span };
  }
  const most = node.value > 1 ? ` to ${Number.MAX_SAFE_INTEGER}` : "";
  const message = `${asking.subject} must be a whole number from 1${most}, not ${node.text}`;
  asking.report.add({ code: "CG4004", span: node.span, message });
  return undefined;
}

/** `10_000` and `1,000` are texts. */
function plainHint(node: SourceNode): string | undefined {
  if (node.kind !== "scalar" || !/^\d{1,3}([_,.' ]?\d{3})+$/.test(node.text)) return undefined;
  return `write ${node.text.replace(/\D/g, "")}`;
}

function readEagerness(node: SourceNode, asking: Asking): Located<number | "xfetch"> | undefined {
  if (node.kind === "scalar" && node.text === "xfetch") return { value: "xfetch", span: node.span };
  const read = readFraction(node, asking, "a number from 0 to 1, or xfetch");
  if (read?.value !== 0) return read;
  const message = `${asking.subject} of 0 would make every value anew at every read`;
  const hint = "leave it out to switch it off, or write 1 where the region has one";
  asking.report.add({ code: "CG4004", span: node.span, message, hint });
  return undefined;
}

function readSize(node: SourceNode, asking: Asking): Located<number> | undefined {
  if (node.kind !== "scalar" || node.value === null || typeof node.value === "boolean") {
    return refuse(node, { ...asking, wanted: "a size such as 64MB" }, asking.report);
  }
  // However it is written, as 1e6 or 0x100: a whole number is a number of bytes.
  const read = parseSize(Number.isSafeInteger(node.value) ? String(node.value) : node.text);
  if (read.bytes !== undefined) return { value: read.bytes, span: node.span };
  const message = `${asking.subject} cannot be ${quote(node.text)}: ${read.message}`;
  asking.report.add({ code: "CG4004", span: node.span, message, hint: read.hint });
  return undefined;
}

function readFraction(
  node: SourceNode,
  asking: Asking,
  wanted: string,
): Located<number> | undefined {
  if (node.kind !== "scalar" || node.value === null) {
    return refuse(node, { ...asking, wanted }, asking.report);
  }
  const { value, span, text } = node;
  if (typeof value === "number" && value >= 0 && value <= 1) return { value, span };
  const message = `${asking.subject} must be ${wanted}, not ${quote(text)}`;
  const hint = /^\d+(\.\d+)?%$/.test(text)
    ? `write ${Number((Number.parseFloat(text) / 100).toPrecision(12))} for ${text}`
    : undefined;
  asking.report.add({ code: "CG4004", span, message, hint });
  return undefined;
}
