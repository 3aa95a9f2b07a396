import type { Category, Change } from "../../breaking/change.js";
import type { Comparison, WriteSummary } from "../../write/output.js";

/** What became of one schema. Paths are as messages show them. */
export type Outcome = { readonly schema: string } & (
  | { readonly status: "written"; readonly output: string; readonly files: WriteSummary }
  | { readonly status: "current"; readonly output: string }
  | { readonly status: "stale"; readonly output: string; readonly differences: Differences }
  | { readonly status: "valid"; readonly compared?: Compared }
  | ({ readonly status: "compatible" | "breaking" } & Since)
  | { readonly status: "faulty" }
  | { readonly status: "refused" }
);

/** How much of the user's own code was compared with its schema. */
export interface Compared {
  readonly creators: number;
  readonly importedTypes: number;
}

/** What is not as it was. */
export interface Since {
  /** What was compared with, as it was named. */
  readonly against: string;
  /** Whether there was no such schema yet. */
  readonly isNew: boolean;
  /** All of it, also what a version approves. */
  readonly changes: readonly Change[];
}

/** How an output folder differs from what its schema says. */
export interface Differences extends Comparison {
  /** A unified diff of the changed files; `""` when it is not asked for. */
  readonly diff: string;
}

/** An outcome in a line; `undefined` where others have said what there is to say. */
export function outcomeLine(outcome: Outcome): string | undefined {
  switch (outcome.status) {
    case "written":
      return writtenLine(outcome.output, outcome.files);
    case "current":
      return `${outcome.output} is up to date`;
    case "valid":
      return outcome.compared === undefined
        ? `${outcome.schema} is valid`
        : comparedLine(outcome.schema, outcome.compared);
    case "compatible":
    case "breaking":
      return sinceLine(outcome.schema, outcome);
    case "stale":
    case "faulty":
    case "refused":
      return undefined;
  }
}

const CATEGORIES: readonly Category[] = ["KEY", "WIRE", "SOURCE"];

function sinceLine(schema: string, { against, isNew, changes }: Since): string {
  if (isNew) return `${schema} is new since ${against}`;
  const open = changes.filter(({ approvedBy }) => approvedBy === undefined);
  const counts = CATEGORIES.map((category) => {
    return { category, count: open.filter((change) => change.category === category).length };
  });
  const broken = counts.filter(({ count }) => count > 0);
  const parts = broken.map(({ category, count }) => `${count} ${category}`);
  const approved = changes.length - open.length;
  const rest = approved === 0 ? "" : `, ${approved} more approved by a version`;
  return `${schema}: ${parts.join(", ") || "nothing"} broken since ${against}${rest}`;
}

function comparedLine(schema: string, { creators, importedTypes }: Compared): string {
  const parts = [
    ...(creators > 0 ? [counted(creators, "creator")] : []),
    ...(importedTypes > 0 ? [counted(importedTypes, "imported type")] : []),
  ];
  if (parts.length === 0) return `${schema} names no code of yours to compare`;
  return `${schema}: ${parts.join(" and ")} ${creators + importedTypes === 1 ? "agrees" : "agree"}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function writtenLine(output: string, { written, unchanged, removed }: WriteSummary): string {
  const count = written.length + unchanged.length;
  const parts = [`${written.length} written`, `${unchanged.length} unchanged`];
  if (removed.length > 0) parts.push(`${removed.length} removed`);
  return `${output} ${count} ${count === 1 ? "file" : "files"}: ${parts.join(", ")}`;
}

const WORDS: Readonly<Record<Outcome["status"], string>> = {
  written: "written",
  current: "up to date",
  stale: "not up to date",
  valid: "valid",
  compatible: "compatible",
  breaking: "breaking",
  faulty: "with faults",
  refused: "refused",
};

/** Several outcomes in a line; `undefined` for one alone, which has its own. */
export function summaryLine(outcomes: readonly Outcome[]): string | undefined {
  if (outcomes.length < 2) return undefined;
  const counts = Object.entries(WORDS).map(([status, word]) => {
    return { word, count: outcomes.filter((outcome) => outcome.status === status).length };
  });
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  return `${outcomes.length} schemas: ${parts.join(", ")}`;
}

/** The lists of what differs, each with its title, as paths from where one is. */
export function listed(output: string, comparison: Comparison): string {
  const { changed, foreign, missing, orphaned, edited } = comparison;
  const replaceable = changed.filter((name) => !foreign.includes(name));
  const removable = orphaned.filter((name) => !edited.includes(name));
  const list = (title: string, names: readonly string[]): string =>
    names.length === 0 ? "" : `${title}:\n${names.map((name) => `  ${output}${name}\n`).join("")}`;
  return [
    list("changed", replaceable),
    list("changed, and without the mark of cachegen", foreign),
    list("missing", missing),
    list("orphaned", removable),
    list("orphaned, but edited by hand", edited),
  ].join("");
}
