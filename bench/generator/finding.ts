/** What a measurement comes to, beside its goal. */
import Table from "cli-table3";
import { median } from "../turns.js";

/** One line of the report. `measured` has a number a round, in the unit of `limit`. */
export interface Finding {
  readonly goal: string;
  readonly what: string;
  readonly measured: readonly number[];
  /** Left out where it is shown for comparison only. */
  readonly limit?: number;
  /** Nothing for a number of things. */
  readonly unit: "s" | "ms" | "x" | "";
}

/** The findings as a table: median, least and greatest, the goal, and whether the median keeps it. */
export function report(findings: readonly Finding[]): string {
  const head = ["", "what", "median", "least", "greatest", "goal", ""];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const finding of findings) table.push(row(finding));
  return table.toString();
}

/** The quotient of two costs, round by round: whatever the machine did meanwhile struck both. */
export function ratios(costs: readonly number[], floor: readonly number[]): readonly number[] {
  return costs.map((cost, round) => cost / (floor[round] ?? Number.NaN));
}

const DIGITS = { s: 2, ms: 1, x: 2, "": 0 } as const;

function row({ goal, what, measured, limit, unit }: Finding): string[] {
  const middle = median(measured);
  const text = (number: number): string => `${number.toFixed(DIGITS[unit])} ${unit}`.trimEnd();
  const texts = [middle, Math.min(...measured), Math.max(...measured)].map(text);
  if (limit === undefined) return [goal, what, ...texts, "", ""];
  return [goal, what, ...texts, text(limit), middle <= limit ? "kept" : "missed"];
}
