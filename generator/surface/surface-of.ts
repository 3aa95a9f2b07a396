import type {
  ArgumentModel,
  DefaultValue,
  FunctionModel,
  KeyManglerModel,
  RegionModel,
  SchemaModel,
} from "../schema/model.js";
import { boundNames } from "../plan/accessors-file.js";
import type { Fingerprints } from "../plan/fingerprint.js";
import { groundOf, type Ground } from "../plan/ground.js";
import { accessorNames } from "../plan/region-file.js";
import type { TypeTable } from "../plan/type-table.js";
import { keySurface } from "./key-surface.js";
import type { FunctionSurface, RegionSurface, Surface } from "./surface.js";
import { signatureOf, typeSurface } from "./type-signature.js";

/** What others rely on of a schema. Its maps are sorted by name, so that an order in the schema is no part of them. */
export function surfaceOf(model: SchemaModel, ground: Ground = groundOf(model)): Surface {
  const { table } = ground;
  const site = { model, ...ground, bound: boundNames(model.regions) };
  return {
    namespace: model.namespace,
    regions: sorted(model.regions.map((region) => [region.name, regionSurface(region)])),
    functions: sorted(model.regions.flatMap((region) => functionEntries(region, site))),
    types: sorted(model.types.map((type) => [type.name, typeSurface(type, table)])),
  };
}

type Entry<T> = readonly [name: string, surface: T];

function sorted<T>(entries: readonly Entry<T>[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function regionSurface({ keyMangler }: RegionModel): RegionSurface {
  return keyMangler === undefined ? {} : { keyMangler: manglerText(keyMangler) };
}

function manglerText(mangler: KeyManglerModel): string {
  return mangler.kind === "longerThan" ? `longerThan(${mangler.length})` : mangler.kind;
}

/** Where functions are seen. */
interface Site {
  readonly model: SchemaModel;
  readonly table: TypeTable;
  readonly fingerprints: Fingerprints;
  /** By `region.function`. */
  readonly bound: ReadonlyMap<string, string>;
}

function functionEntries(region: RegionModel, site: Site): readonly Entry<FunctionSurface>[] {
  const accessors = accessorNames(region.functions);
  return region.functions.map((model) => {
    const accessor = accessors.get(model.name) ?? model.name;
    const surface = functionSurface(model, { ...site, region, accessor });
    return [`${region.name}.${model.name}`, surface];
  });
}

interface FunctionSite extends Site {
  readonly region: RegionModel;
  readonly accessor: string;
}

function functionSurface(model: FunctionModel, site: FunctionSite): FunctionSurface {
  const { region, table, fingerprints, accessor } = site;
  const { namespace } = site.model;
  const bound = site.bound.get(`${region.name}.${model.name}`);
  const defaults = defaultsOf(model.args);
  return {
    ...keySurface(model, { namespace, region, table }),
    fingerprint: fingerprints.of(model.returns, region.wire),
    ...(model.kind === "single"
      ? { kind: "single" }
      : { kind: model.result, varying: model.varying }),
    args: argsOf(model.args, table),
    ...(Object.keys(defaults).length > 0 && { defaults }),
    returns: signatureOf(model.returns, table),
    accessor,
    ...(bound !== undefined && { bound }),
  };
}

function argsOf(
  args: readonly ArgumentModel[],
  table: TypeTable,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    args.map(({ name, type, optional, default: filled }) => {
      const staysAbsent = optional && filled === undefined;
      return [staysAbsent ? `${name}?` : name, signatureOf(type, table)];
    }),
  );
}

function defaultsOf(args: readonly ArgumentModel[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    args.flatMap(({ name, default: value }) =>
      value === undefined ? [] : [[name, defaultText(value)]],
    ),
  );
}

/** The order of members means nothing, and JSON has no bigint: its digits and an `n`. */
function defaultText(value: DefaultValue): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return `${part}n`;
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return sorted(Object.entries(part));
  });
}
