import { readdirSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { Report } from "../../../../generator/diagnostic/report.js";
import { editorSchema } from "../../../../generator/schema/editor/json-schema.js";
import { SCALARS } from "../../../../generator/schema/model.js";
import { GUIDE } from "../../../../generator/schema/option/guide.js";
import { OPTIONS } from "../../../../generator/schema/option/table.js";
import { readSchema } from "../../../../generator/schema/read-schema.js";
import { parseSource } from "../../../../generator/schema/source/parse.js";
import { blocksIn, readPages } from "../../../docs/page.js";

const ROOT = new URL("../../../../", import.meta.url);

const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(
  editorSchema(),
);

function accepts(text: string): boolean {
  return validate(parse(text));
}

/** Every schema without a fault in the project: its own, those of the cases, those of the documentation. */
function validSchemas(): readonly (readonly [place: string, text: string])[] {
  const cases = readdirSync(new URL("test/cases/", ROOT), { recursive: true, encoding: "utf8" })
    .map((name) => `test/cases/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith("/cache.schema.yaml") && !name.includes("/faulty/"));
  const files = ["cache.schema.yaml", ...cases].map((name) => {
    return [name, readFileSync(new URL(name, ROOT), "utf8")] as const;
  });
  const examples = readPages().flatMap((page) =>
    blocksIn(page, "yaml")
      .filter(({ label }) => !label.startsWith("faulty"))
      .map(({ line, text }) => [`${page.path}:${line}`, text] as const),
  );
  return [...files, ...examples];
}

/** Codes of faults that the shape of a schema shows, without joining names or adding up options. */
const OF_SHAPE = ["CG2002", "CG2003", "CG2004", "CG4001", "CG4003"];

/** Every faulty schema that YAML can read and whose shape is wrong. */
function misshapen(): readonly (readonly [name: string, text: string])[] {
  const folder = new URL("test/cases/faulty/", ROOT);
  const texts = readdirSync(folder).map((name) => {
    return [name, readFileSync(new URL(`${name}/cache.schema.yaml`, folder), "utf8")] as const;
  });
  return texts.filter(([, text]) => {
    const codes = readSchema(text).diagnostics.map(({ code }) => String(code));
    return (
      codes.some((code) => OF_SHAPE.includes(code)) && !codes.some((code) => /^CG1/.test(code))
    );
  });
}

describe("the JSON Schema of the file", () => {
  it("is a JSON Schema of draft 7", () => {
    expect(editorSchema()).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
    expect(new Ajv().validateSchema(editorSchema())).toBe(true);
  });

  it.each(validSchemas())("takes %s", (_, text) => {
    expect(readSchema(text).diagnostics).toEqual([]);
    expect(accepts(text), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(misshapen())("does not take %s", (_, text) => {
    expect(accepts(text)).toBe(false);
  });

  it("proposes every scalar type", () => {
    for (const scalar of SCALARS) expect(JSON.stringify(editorSchema())).toContain(`"${scalar}"`);
  });

  it("has every option, and no other", () => {
    const names = OPTIONS.map(({ name }) => name);
    expect(Object.keys(GUIDE).sort()).toEqual(names.sort());
    const proposed = new Set([
      ...Object.keys(propertiesOf("region")),
      ...Object.keys(propertiesOf("function")),
    ]);
    for (const own of ["functions", "args", "returns", "multi", "multiOf"]) proposed.delete(own);
    expect([...proposed].sort()).toEqual(names);
  });

  it("describes every key, with the unit and the default of every option", () => {
    for (const part of ["region", "function"]) {
      for (const [name, property] of Object.entries(propertiesOf(part))) {
        expect(property, name).toHaveProperty("description");
        if (name in GUIDE)
          expect(String(property["description"])).toMatch(/Value: .+ Default: .+\./);
      }
    }
  });
});

/** Values people try: of every kind, right for some options and wrong for others. */
const SAMPLES =
  `10m|0s|0|1|5|2.5|-1|1.5|0.1|1e3|0x10|10 m|10M|00m|100ms|1w|never|true|false|yes|null|~|""|
  xfetch|inline|background|map|list|copy|frozen|shared|bytes|compiled|zod|none|sha1|sha256|md5|longerThan(200)|
  longerThan(0)|longerThan()|longerThan( 7 )|64MB|64 MB|64KB|1kB|0MB|1.5MB|1GiB|10B|"64"|"5"|"10m"|"true"|[]|[10m]|{}|
  {a: 1}|text|two words|9007199254740993|.inf|.nan|json|changed|always|./src/users.ts#loadUser|
  {function: "app.users:get_user"}|{function: "app:get", namespace: users}|{function: app.users}|{namespace: users}`
    .split("|")
    .map((sample) => sample.trim());

describe("the values of an option", () => {
  const options = OPTIONS.map(({ name, places, read }) => ({ name, place: places[0], read }));

  it.each(options)("$name are taken by the editor as by the generator", ({ name, place, read }) => {
    const inEditor = valueCheck(place === "region" ? "region" : "function", name);
    const judged = SAMPLES.map((sample) => {
      const report = new Report();
      const node = parseSource(sample, report);
      const isTaken = node !== undefined && read(node, report) !== undefined && report.isEmpty;
      return { sample, isTaken };
    });
    const seen = SAMPLES.map((sample) => ({ sample, isTaken: inEditor(parse(sample)) }));
    expect(seen).toEqual(judged);
    expect(new Set(judged.map(({ isTaken }) => isTaken)).size).toBe(2);
  });
});

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function propertiesOf(part: string): Properties {
  // Both parts are objects with properties.
  const { definitions } = editorSchema() as {
    readonly definitions: Readonly<Record<string, { readonly properties: Properties }>>;
  };
  return definitions[part]?.properties ?? {};
}

function valueCheck(part: string, name: string): ValidateFunction {
  return new Ajv().compile({
    definitions: { ...(editorSchema()["definitions"] as object) },
    ...propertiesOf(part)[name],
  });
}
