import type { Category, Change } from "../../breaking/change.js";
import type { DiagnosticCode } from "../../diagnostic/codes.js";
import { printable } from "../../diagnostic/quote.js";
import { Report } from "../../diagnostic/report.js";
import type { Span } from "../../diagnostic/diagnostic.js";
import { Refusal } from "../../refusal.js";
import type { Places } from "../../schema/read-schema.js";
import type { Call } from "../command.js";
import type { Due } from "../prepare.js";
import type { Since } from "../report/outcome.js";

const CODES: Readonly<Record<Category, DiagnosticCode>> = {
  KEY: "CG6001",
  WIRE: "CG6002",
  SOURCE: "CG6003",
};

/** Tells what a comparison found, each where the schema has it; tells back whether anything breaks that nobody approved. */
export function tellChanges(since: Since, due: Due, { reporter }: Call): boolean {
  const { file, text } = due.source;
  const open = since.changes.filter(({ approvedBy }) => approvedBy === undefined);
  const report = new Report();
  for (const change of open) {
    const span = spanOf(change, due.places);
    if (span !== undefined) report.add({ ...findingOf(change), span });
  }
  const diagnostics = report.sorted();
  if (diagnostics.length > 0) reporter.faults({ diagnostics, file, text, areCounted: true });
  for (const change of open) {
    if (spanOf(change, due.places) === undefined) reporter.refusal(refusalOf(change), file);
  }
  for (const change of since.changes) {
    if (change.approvedBy !== undefined) reporter.note(approvedLine(change, change.approvedBy));
  }
  const isBreaking = open.length > 0;
  reporter.outcome({ schema: file, status: isBreaking ? "breaking" : "compatible", ...since });
  return isBreaking;
}

/** What is gone has its place where it was: in its region or type. */
function spanOf({ subject }: Change, places: Places): Span | undefined {
  return places.get(subject) ?? places.get(subject.replace(/\.[^.]*$/, ""));
}

function findingOf({ category, message, hint }: Change): {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
} {
  return { code: CODES[category], message: `${category}: ${message}`, hint };
}

function refusalOf(change: Change): Refusal {
  const { code, message, hint } = findingOf(change);
  return new Refusal(code, message, { hint });
}

function approvedLine({ category, message }: Change, version: number): string {
  return printable(`${category}: ${message} (approved by version ${version})`);
}
