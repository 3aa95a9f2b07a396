import type { Report } from "../../diagnostic/report.js";
import type { OptionValues } from "../option/table.js";

/** Reports values that are to be copied where nothing copies them. */
export function checkSerializer({ serializer, values }: OptionValues, report: Report): void {
  if (serializer?.value !== "none" || values === undefined) return;
  if (values.value === "shared") return;
  const message = `values: ${values.value} takes a serializer, and there is none`;
  const hint = "use shared, or leave serializer: none out";
  report.add({ code: "CG4005", span: values.span, message, hint });
}

/** Reports a compact form where the code that knows it does not run. */
export function checkWire({ serializer, wire }: OptionValues, report: Report): void {
  if (wire?.value !== "compact" || serializer === undefined) return;
  if (serializer.value === "compiled") return;
  const message = `wire: compact is the work of the generated code, and serializer: ${serializer.value} leaves it out`;
  const hint = "leave one of the two out";
  report.add({ code: "CG4005", span: wire.span, message, hint });
}

/** Reports bounds of a region that nothing can meet; `backend` is the text of its backend. */
export function checkBounds(options: OptionValues, backend: string, report: Report): void {
  const { maxBytes, maxValueBytes } = options;
  if (backend === "none") checkNothingKept(options, report);
  if (maxBytes === undefined || maxValueBytes === undefined) return;
  if (maxValueBytes.value <= maxBytes.value) return;
  const message = "maxValueBytes is larger than maxBytes: a value of that size never fits";
  const hint = `make it at most ${maxBytes.value}`;
  report.add({ code: "CG4005", span: maxValueBytes.span, message, hint });
}

function checkNothingKept(options: OptionValues, report: Report): void {
  for (const name of ["maxEntries", "maxBytes"] as const) {
    const given = options[name];
    if (given === undefined) continue;
    const message = `${name}, but the backend none keeps nothing`;
    report.add({ code: "CG4005", span: given.span, message, hint: "leave it out" });
  }
}
