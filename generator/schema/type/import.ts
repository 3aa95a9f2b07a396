import { readModuleExport } from "../source/module-export.js";
import type { Parsing } from "./parsing.js";
import type { TypeForm } from "./syntax.js";

/** All up to the parenthesis; what may stand there is judged as a whole. */
const REFERENCE = /[^()]*/y;

const EXAMPLE = "import(./src/schemas.ts#Product)";

/** Reads what follows `import(`: a file and one of its exports. */
export function parseImport(parsing: Parsing): TypeForm | undefined {
  const start = parsing.cursor.at;
  const value = (parsing.cursor.match(REFERENCE) ?? "").trim();
  const span = parsing.spanFrom(start);
  if (!parsing.cursor.take(")")) {
    const message = `expected ")", found ${parsing.found}`;
    return parsing.fail("CG2005", { message, hint: `such as ${EXAMPLE}` });
  }
  const found = readModuleExport(
    { value, span },
    { subject: "import(…)", example: EXAMPLE },
    parsing.report,
  );
  return found === undefined ? undefined : { kind: "import", ...found };
}
