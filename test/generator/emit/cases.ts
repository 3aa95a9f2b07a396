import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SchemaModel } from "../../../generator/schema/model.js";

/** The folder of the cases. */
export const CASES: string = path.resolve(import.meta.dirname, "../../cases");

/** Name of the schema in the headers of all cases. */
export const SCHEMA_NAME = "cache.schema.yaml";

/** A case: a model and the files it must yield. */
export interface Case {
  readonly name: string;
  /** Folder of the expected files. */
  readonly expected: string;
  /** Text of the schema, where the case has one. */
  readonly schema?: string;
}

/** All cases, by name. */
export function allCases(): readonly Case[] {
  const names = readdirSync(CASES).filter((name) => existsSync(path.join(CASES, name, "model.ts")));
  return names.sort().map((name) => {
    const schema = path.join(CASES, name, SCHEMA_NAME);
    const expected = path.join(CASES, name, "expected");
    if (!existsSync(schema)) return { name, expected };
    return { name, expected, schema: readFileSync(schema, "utf8") };
  });
}

/** The model of a case. */
export async function modelOf({ name }: Case): Promise<SchemaModel> {
  const module: { readonly model: SchemaModel } = await import(`../../cases/${name}/model.ts`);
  return module.model;
}

/** What the manifest of a case says of its schema. */
export function schemaHashOf({ name, schema }: Case): string {
  return createHash("sha256")
    .update(schema ?? name)
    .digest("hex");
}

/** All files of a folder, by name. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}
