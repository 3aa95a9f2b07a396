/** The generator, what it writes and what that costs to load, beside their goals. Run with `npm run bench:generator`. */
import { BuiltCommand } from "./command.js";
import { measureCompile } from "./compile.js";
import { report } from "./finding.js";
import { measureGenerate } from "./generate.js";
import { measureImport } from "./import.js";
import { measureValues } from "./values.js";

const MEASUREMENTS = [measureValues, measureImport, measureGenerate, measureCompile] as const;

const command = new BuiltCommand();
try {
  for (const measure of MEASUREMENTS) console.log(report(await measure(command)));
} finally {
  command.remove();
}
