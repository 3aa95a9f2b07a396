import type { SchemaModel } from "../schema/model.js";
import { object } from "./code.js";
import { FileScope } from "./file-scope.js";
import { declarable } from "./literal.js";
import type { FilePlan, ImportPlan, StatementPlan } from "./plan.js";

/** `index.ts`: each region under its name, the types, and all regions in one object. */
export function planIndex({ regions, types }: SchemaModel): FilePlan {
  const names = regions.map(({ name }) => declarable(name));
  const scope = new FileScope(["regions", ...names]);
  const reexports = names.map(
    (name) => ({ kind: "reexport", from: `./${name}.js`, as: name }) as const,
  );
  const { imports, ...file } = scope.file("index.ts", [
    ...reexports,
    ...(types.length === 0 ? [] : [{ kind: "reexport", from: "./types.js" } as const]),
    ...regionsObject(names, scope),
  ]);
  return { ...file, imports: [...imports, ...names.map(regionImport)] };
}

function regionImport(name: string): ImportPlan {
  return {
    kind: "names",
    from: `./${name}.js`,
    names: [{ name: "region", local: name, use: "value" }],
  };
}

/** The interface stays inside the file: it hides no type of the schema. */
function regionsObject(names: readonly string[], scope: FileScope): readonly StatementPlan[] {
  const type = scope.type("Region");
  const name = scope.names.free("Regions");
  const properties = names.map((region) => {
    return { name: region, type, optional: false, readonly: true, doc: [] };
  });
  return [
    { kind: "interface", name, exported: false, properties, doc: [] },
    {
      kind: "constant",
      name: "regions",
      exported: true,
      type: name,
      value: object(
        "{",
        names.map((region) => [region, region] as const),
        "}",
      ),
      doc: ["All regions, in the order of the schema."],
    },
  ];
}
