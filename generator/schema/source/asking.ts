import type { Report } from "../../diagnostic/report.js";

/** What is asked for, as messages call it, and whom to tell of faults. */
export interface Asking {
  readonly subject: string;
  readonly report: Report;
}
