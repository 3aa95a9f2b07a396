import { isDeepStrictEqual } from "node:util";
import { quote } from "../diagnostic/quote.js";
import { Refusal } from "../refusal.js";
import type { NamedType, SchemaModel } from "../schema/model.js";
import { readSchema, type SchemaReading } from "../schema/read-schema.js";
import { insertInto, type Insertion } from "../schema/source/insert.js";
import type { Adopted } from "./adopted.js";
import { outlineOf } from "./outline.js";
import { functionOf, type Adoption } from "./write-alone.js";

/** What is read from a schema without a fault. */
export type WholeReading = Extract<SchemaReading, { readonly model: SchemaModel }>;

/** A schema with a function put into it. */
export interface AdoptedInto {
  readonly text: string;
  readonly reading: WholeReading;
  /** Names of the types that were put in; the others were there. */
  readonly added: readonly string[];
}

/** A schema without a fault. */
export interface WholeSchema {
  readonly text: string;
  readonly model: SchemaModel;
}

/**
 * Puts a function and the types it needs into a schema. Types that are there and mean the same are used as they are;
 * `own` has those of the function as they are by themselves. Throws a `Refusal` when something does not fit.
 */
export function adoptInto(
  { text, model }: WholeSchema,
  adoption: Adoption,
  own: SchemaModel,
): AdoptedInto {
  const { region, adopted } = adoption;
  assertFree(adoption, model);
  const added = newTypes(adopted, own, model);
  const types = Object.fromEntries(added.map((name) => [name, adopted.types.get(name)]));
  const put: readonly Insertion[] = [
    ...(added.length === 0 ? [] : [{ path: ["types"], members: types, before: "regions" }]),
    {
      path: ["regions", region, "functions"],
      members: { [adopted.name]: functionOf(adoption) },
    },
  ];
  const whole = put.reduce(insertOrRefuse, text);
  return { text: whole, reading: readAgain(whole, model, adopted), added };
}

function assertFree({ region, adopted: { name } }: Adoption, { regions }: SchemaModel): void {
  const functions = regions.find((each) => each.name === region)?.functions ?? [];
  if (!functions.some((each) => each.name === name)) return;
  const message = `the region ${quote(region)} has a function ${quote(name)}`;
  throw unfit(message, "give this one another name with --name");
}

/** The types a schema lacks. */
function newTypes(adopted: Adopted, own: SchemaModel, model: SchemaModel): readonly string[] {
  const [there, wanted] = [byName(model), byName(own)];
  return [...adopted.types.keys()].filter((name) => {
    const [known, type] = [there.get(name), wanted.get(name)];
    if (known === undefined || type === undefined) return true;
    if (outlineOf(known, there) === outlineOf(type, wanted)) return false;
    const place = adopted.places.get(name) ?? adopted.place;
    const message = `the type ${quote(name)} of the schema is not the one at ${place}`;
    throw unfit(message, "rename one of them, or make them the same");
  });
}

function byName({ types }: SchemaModel): ReadonlyMap<string, NamedType> {
  return new Map(types.map((type) => [type.name, type]));
}

function insertOrRefuse(text: string, insertion: Insertion): string {
  const whole = insertInto(text, insertion);
  if (whole === undefined) throw unwritable();
  return whole;
}

/** Reads the new text, and sees that it says of everything else what it said before. */
function readAgain(text: string, before: SchemaModel, adopted: Adopted): WholeReading {
  const reading = readSchema(text);
  if (reading.model === undefined) {
    const [fault] = reading.diagnostics;
    const message = `${quote(adopted.name)} does not fit: ${fault?.message}`;
    throw unfit(message, fault?.hint ?? "rename one of them");
  }
  if (!isDeepStrictEqual(remainder(reading.model, before, adopted.name), before))
    throw unwritable();
  return reading;
}

/** A model without what was put into it. */
function remainder(model: SchemaModel, before: SchemaModel, name: string): SchemaModel {
  const types = byName(before);
  const regions = new Map(before.regions.map((region) => [region.name, region.functions]));
  return {
    ...model,
    types: model.types.filter((type) => types.has(type.name)),
    regions: model.regions
      .filter((region) => regions.has(region.name))
      .map((region) => {
        const isNew = regions.get(region.name)?.length !== region.functions.length;
        if (!isNew) return region;
        return { ...region, functions: region.functions.filter((each) => each.name !== name) };
      }),
  };
}

function unwritable(): Refusal {
  const message =
    "the schema has no lines for its types or regions, to which new ones could be put";
  return unfit(message, "write types, regions and functions with a line for each, without braces");
}

function unfit(message: string, hint: string): Refusal {
  return new Refusal("CG5010", message, { hint });
}
