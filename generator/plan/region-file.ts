import { GLOBAL_NAMES } from "../identifier.js";
import type { FunctionModel, RegionModel } from "../schema/model.js";
import { object } from "./code.js";
import { FileScope } from "./file-scope.js";
import type { FunctionSite } from "./function-site.js";
import { functionStatements } from "./function-statements.js";
import { commentText, declarable, keySegment, stringText } from "./literal.js";
import { Names, pascalCase } from "./names.js";
import type { FilePlan, StatementPlan } from "./plan.js";
import { regionSettings } from "./settings.js";

/** `<region>.ts`: the region, and an accessor type and a definition for each of its functions. */
export function planRegion(
  region: RegionModel,
  site: Omit<FunctionSite, "scope" | "region">,
): FilePlan {
  const accessors = accessorNames(region.functions);
  const names = region.functions.map((model) => declarable(model.name));
  const scope = new FileScope(["region", ...names, ...accessors.values()]);
  const statements = region.functions.flatMap((model) =>
    functionStatements(model, accessors.get(model.name) ?? model.name, { ...site, scope, region }),
  );
  const path = `${declarable(region.name)}.ts`;
  return scope.file(path, [regionConstant(region, site.namespace, scope), ...statements]);
}

/** A type's name for the accessor of each function: the function's in PascalCase. */
export function accessorNames(functions: readonly FunctionModel[]): ReadonlyMap<string, string> {
  const names = new Names(["region", ...GLOBAL_NAMES, ...functions.map((model) => model.name)]);
  return new Map(
    functions.map(({ name }) => {
      const wish = pascalCase(name);
      return [name, names.free(wish, `${wish}Accessor`)];
    }),
  );
}

function regionConstant(region: RegionModel, namespace: string, scope: FileScope): StatementPlan {
  const description = commentText(region.description ?? "");
  const properties = [
    ["name", stringText(keySegment(region.name))],
    ["namespace", stringText(keySegment(namespace))],
    ["backend", stringText(region.backend)],
    ...regionSettings(region, scope),
  ] as const;
  return {
    kind: "constant",
    name: "region",
    exported: true,
    type: scope.type("Region"),
    value: object(`${scope.value("defineRegion")}({`, properties, "})"),
    doc: [`Region \`${region.name}\`${description === "" ? "." : `: ${description}`}`],
  };
}
