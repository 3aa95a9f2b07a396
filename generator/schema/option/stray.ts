import { Report } from "../../diagnostic/report.js";
import type { ScalarNode } from "../source/node.js";
import { OPTIONS } from "./table.js";

/** The cure of an argument that has the name of an option and a value that the option takes; `undefined` for any other. */
export function strayOptionHint(name: string, value: ScalarNode): string | undefined {
  const option = OPTIONS.find((each) => each.name === name);
  const trial = new Report();
  if (option?.read(value, trial) === undefined || !trial.isEmpty) return undefined;
  const isOfRegion = option.places.every((place) => place === "region");
  const where = isOfRegion ? "beside functions, with the region's options" : "as args is";
  return `it looks like the option of that name: indent it ${where}`;
}
