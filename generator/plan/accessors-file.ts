import { capitalized } from "../identifier.js";
import type { FunctionModel, ImportedExport, RegionModel, SchemaModel } from "../schema/model.js";
import { call, object } from "./code.js";
import { FileScope } from "./file-scope.js";
import { commentText, declarable, member } from "./literal.js";
import type { Code, FilePlan, ImportPlan, StatementPlan } from "./plan.js";
import { accessorNames } from "./region-file.js";

/** A function that names its creator. */
interface Bound {
  readonly model: FunctionModel;
  readonly creator: ImportedExport;
  /** Name of the accessor's type in the region's file. */
  readonly type: string;
}

/** A region with such functions, and what it is called in this file. */
interface BoundRegion {
  readonly name: string;
  readonly local: string;
  readonly bound: readonly Bound[];
}

/**
 * `accessors.ts`: an accessor for every function that names its creator. It imports the application, so nothing that is
 * generated imports it. Functions of one name in two regions put the accessors of each region into an object of its name.
 */
export function planAccessors({ regions }: SchemaModel): FilePlan {
  const all = regions.map((region) => ({ name: region.name, bound: boundOf(region) }));
  const found = all.filter(({ bound }) => bound.length > 0);
  const names = found.flatMap(({ bound }) => bound.map(({ model }) => declarable(model.name)));
  const collide = areTwice(names);
  const exported = collide ? found.map(({ name }) => declarable(name)) : names;
  const scope = new FileScope(exported);
  const sites = found.map((each) => {
    const wishes = [each.name, `${each.name}Region`] as const;
    return { ...each, local: scope.names.free(...wishes) };
  });
  const statements = sites.flatMap((site) =>
    collide ? regionObject(site, scope) : site.bound.map((each) => accessor(each, site, scope)),
  );
  const { imports, ...file } = scope.file("accessors.ts", statements);
  return { ...file, imports: [...imports, ...sites.map(regionImport)] };
}

/** Where `accessors.ts` exports the accessor of each function that names its creator, by `region.function`. */
export function boundNames(regions: readonly RegionModel[]): ReadonlyMap<string, string> {
  const found = regions.flatMap((region) => {
    return boundOf(region).map(({ model }) => ({ region: region.name, name: model.name }));
  });
  const collide = areTwice(found.map(({ name }) => name));
  return new Map(
    found.map(({ region, name }) => {
      const path = `${region}.${name}`;
      return [path, collide ? path : name];
    }),
  );
}

function areTwice(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

function boundOf(region: RegionModel): readonly Bound[] {
  const types = accessorNames(region.functions);
  return region.functions.flatMap((model) => {
    const { creator, name } = model;
    return creator === undefined ? [] : [{ model, creator, type: types.get(name) ?? name }];
  });
}

function regionImport({ name, local }: BoundRegion): ImportPlan {
  return { kind: "module", from: `./${declarable(name)}.js`, local, use: "both" };
}

function accessor(each: Bound, site: BoundRegion, scope: FileScope): StatementPlan {
  const { creator, model, type } = each;
  return {
    kind: "constant",
    name: declarable(model.name),
    exported: true,
    type: `${site.local}.${member(type)}`,
    value: bindingCode(each, site, scope),
    doc: [docOf(model, site, creator)],
  };
}

/** The interface stays inside the file: people have the accessors' types from the regions. */
function regionObject(site: BoundRegion, scope: FileScope): readonly StatementPlan[] {
  const name = scope.names.free(`${capitalized(site.name)}Accessors`);
  const properties = site.bound.map(({ model, creator, type }) => ({
    name: member(model.name),
    type: `${site.local}.${member(type)}`,
    optional: false,
    readonly: true,
    doc: [docOf(model, site, creator)],
  }));
  const members = site.bound.map((each) => {
    return [member(each.model.name), bindingCode(each, site, scope)] as const;
  });
  return [
    { kind: "interface", name, exported: false, properties, doc: [] },
    {
      kind: "constant",
      name: declarable(site.name),
      exported: true,
      type: name,
      value: object("{", members, "}"),
      doc: [`Accessors of region \`${site.name}\`.`],
    },
  ];
}

function bindingCode({ model, creator }: Bound, { local }: BoundRegion, scope: FileScope): Code {
  const bind = model.kind === "multi" ? "cacheMultiOnArguments" : "cacheOnArguments";
  return call(`${local}.${member(model.name)}.${bind}`, scope.creator(creator));
}

function docOf(model: FunctionModel, { name }: BoundRegion, creator: ImportedExport): string {
  const made = commentText(`${creator.path}#${creator.name}`);
  return `\`${name}.${model.name}\`, made by \`${made}\`.`;
}
