import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { quote } from "../diagnostic/quote.js";
import type { Finding } from "../diagnostic/report.js";
import { suggestion } from "../diagnostic/suggest.js";
import type { ImportUse } from "../schema/read-schema.js";
import type { SchemaAnswer } from "./answer.js";
import type { SchemaQuestion } from "./child.js";

/** The question about a zod schema that a schema names. */
export function questionOf({ path, name }: ImportUse, schemaPath: string): SchemaQuestion {
  const isFile = path.startsWith(".");
  const module = isFile ? pathToFileURL(resolve(dirname(schemaPath), path)).href : path;
  return { module, name };
}

/** What is to be said of an answer; `undefined` when all is well. */
export function findingOf({ path, name }: ImportUse, answer: SchemaAnswer): Finding | undefined {
  switch (answer.kind) {
    case "right":
      return undefined;
    case "unloaded": {
      const hint = "see that the file runs by itself; for TypeScript, install tsx in the project";
      return { code: "CG5007", message: `cannot load ${path}: ${answer.reason}`, hint };
    }
    case "missing": {
      const message = `${path} has no export ${quote(name)}`;
      return { code: "CG5001", message, hint: suggestion(name, answer.exported) };
    }
    case "no schema": {
      const hint = "export one made by zod 4.1 or later, and not by zod/mini";
      return { code: "CG5006", message: `${path}#${name} is not a zod schema`, hint };
    }
    case "one way":
      return oneWay(`${path}#${name}`, answer);
  }
}

function oneWay(
  schema: string,
  { path, part }: Extract<SchemaAnswer, { readonly kind: "one way" }>,
): Finding {
  const place = path === "" ? "" : ` in ${path}`;
  const isTransform = part === "transform";
  const reason = isTransform ? "has no way back" : "is no JSON";
  const written = isTransform ? "a transform" : `z.${part}()`;
  const hint = "use z.codec(…), which says both ways between JSON and the value";
  return {
    code: "CG5006",
    message: `${schema} cannot be stored: ${written}${place} ${reason}`,
    hint,
  };
}
