import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import { KEY_SEGMENT } from "../../identifier.js";
import type { SchemaModel } from "../model.js";
import type {
  BackendDeclaration,
  RegionDeclaration,
  SchemaDeclaration,
} from "../shape/declaration.js";
import type { Located } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import { backendFault } from "./backend.js";
import { checkCycles } from "./cycle.js";
import { checkDepth } from "./depth.js";
import { resolveNamedType } from "./named-type.js";
import { checkKeys } from "./key/check-keys.js";
import { checkNames } from "./names.js";
import { resolveRegion } from "./region.js";
import { placesOf, type Places } from "./places.js";
import { TypeScope, type ImportUse } from "./type-scope.js";

/** Longest namespace, in characters. */
const LONGEST_NAMESPACE = 100;

/** A schema with its names joined, the user's own modules it names, in the order of the text, and where names are. */
export interface ResolvedSchema {
  readonly model: SchemaModel;
  readonly imports: readonly ImportUse[];
  readonly places: Places;
}

/** Joins the names of a schema; the model is whole only when nothing was reported. */
export function resolveSchema(schema: SchemaDeclaration, report: Report): ResolvedSchema {
  const types = new TypeScope(schema, report);
  checkNamespace(schema.namespace, report);
  checkOutput(schema.output, report);
  checkBackends(schema.backends, report);
  checkNames(namesOf(schema.types), "type", report);
  checkCycles(schema.types, report);
  checkDepth(schema.types, report);
  checkNames(namesOf(schema.regions), "region", report);
  checkRegionsAgainstTypes(schema.regions, types);
  checkKeys(schema, types);
  const namedTypes = schema.types.map((type) => resolveNamedType(type, types));
  const backends = new Map(schema.backends.map((backend) => [backend.name.value, backend]));
  const model = {
    namespace: schema.namespace?.value ?? "",
    output: schema.output.value,
    emit: schema.emit,
    types: namedTypes.filter((type) => type !== undefined),
    regions: schema.regions.map((region) => resolveRegion(region, { types, backends })),
  };
  return { model, imports: types.imports, places: placesOf(schema) };
}

function namesOf(
  declarations: readonly { readonly name: Located<string> }[],
): readonly Located<string>[] {
  return declarations.map(({ name }) => name);
}

function checkNamespace(namespace: Located<string> | undefined, report: Report): void {
  if (namespace === undefined) return;
  const { value, span } = namespace;
  if (KEY_SEGMENT.test(value) && value.length <= LONGEST_NAMESPACE) return;
  const message = `${quote(value)} cannot be the namespace`;
  const hint = `a namespace is a letter or digit, then letters, digits, _ . and - (at most ${LONGEST_NAMESPACE})`;
  report.add({ code: "CG3011", span, message, hint });
}

/** Generated files stay where the schema says, whoever reads it: the folder is relative to it. */
function checkOutput(output: Located<string>, report: Report): void {
  const { value, span } = output;
  if (!checkPlainText(output, { subject: "output", report })) return;
  const isAbsolute = /^([/\\~]|[A-Za-z]:)/.test(value);
  // Some file systems drop a blank at the end of a name, and nobody sees it.
  const hasEdgeBlanks = value.split(/[\\/]/).some((name) => name !== name.trim());
  if (/\$\{|\$[A-Za-z_]|%\w+%/.test(value)) {
    const message = `output is not read from the environment, but it is ${quote(value)}`;
    const hint = "write the folder itself: the same schema makes the same files everywhere";
    report.add({ code: "CG3015", span, message, hint });
    return;
  }
  if (value !== "" && !isAbsolute && !hasEdgeBlanks && !/[\n\t]/.test(value)) return;
  const message = `output must be a folder relative to the schema, not ${quote(value)}`;
  report.add({ code: "CG3015", span, message, hint: "such as ./generated" });
}

function checkBackends(backends: readonly BackendDeclaration[], report: Report): void {
  checkNames(namesOf(backends), "backend", report);
  for (const { text } of backends) {
    const fault = text === undefined ? undefined : backendFault(text.value);
    if (text !== undefined && fault !== undefined) report.add({ ...fault, span: text.span });
  }
}

function checkRegionsAgainstTypes(regions: readonly RegionDeclaration[], types: TypeScope): void {
  for (const { name } of regions) {
    if (name.value === "" || types.bodyOf(name.value) === undefined) continue;
    const message = `${quote(name.value)} is the name of a type and of a region`;
    types.report.add({ code: "CG3005", span: name.span, message, hint: "rename one of them" });
  }
}
