import type { DiagnosticCode } from "../../diagnostic/codes.js";
import type { Span } from "../../diagnostic/diagnostic.js";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { spanWithin, type ScalarNode } from "../source/node.js";
import { Cursor } from "./cursor.js";

/** What is wrong with an expression; `from` is where the fault begins, else the next character. */
export interface Complaint {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly from?: number;
}

/** One expression being read: where the reading stands, and whom to tell of faults. */
export class Parsing {
  readonly cursor: Cursor;
  readonly #node: ScalarNode;
  readonly report: Report;

  constructor(node: ScalarNode, report: Report) {
    this.cursor = new Cursor(node.text);
    this.#node = node;
    this.report = report;
  }

  /** The place of what was read since an offset. */
  spanFrom(start: number): Span {
    return spanWithin(this.#node, start, Math.max(this.cursor.endOfLast, start));
  }

  /** The next character, for a message. */
  get found(): string {
    return this.cursor.next === "" ? "the end" : quote(this.cursor.next);
  }

  /** Reports a fault; its answer is what every reading function answers after one. */
  fail(code: DiagnosticCode, complaint: Complaint): undefined {
    const { message, hint, from } = complaint;
    const next = this.cursor.at;
    const length = this.#node.text.length;
    const span =
      from === undefined
        ? spanWithin(this.#node, Math.min(next, length - 1), Math.min(next + 1, length))
        : this.spanFrom(from);
    this.report.add({ code, span, message, hint });
    return undefined;
  }
}
