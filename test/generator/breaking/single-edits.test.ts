/** Every single edit of a schema is told as what it is, and is it: shown by the code that is generated before and after. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Change } from "../../../generator/breaking/change.js";
import { compareSurface } from "../../../generator/breaking/compare.js";
import type { SchemaModel } from "../../../generator/schema/model.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { surfaceOf } from "../../../generator/surface/surface-of.js";
import type { Surface } from "../../../generator/surface/surface.js";
import { compilePrograms } from "./compiled-programs.js";
import { edited, EDITS, type Edit } from "./edits.js";
import { rollOut, type Rollout } from "./rollout.js";
import { SHOP } from "./shop.js";

const all = Object.values(EDITS).flat();
const rollouts = new Map<string, Rollout>();
let complaints: ReadonlyMap<string, readonly string[]> = new Map();

function read(text: string): SchemaModel {
  const { model, diagnostics } = readSchema(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

const before = read(SHOP);

function modelAfter(edit: Edit): SchemaModel {
  return read(edited(SHOP, edit));
}

/** What is told of an edit that is not so, and what is so and not told. */
function disagreements(edit: Edit, changes: readonly Change[]): readonly string[] {
  const rollout = rollouts.get(edit.label);
  const compiles = complaints.get(edit.label)?.length === 0;
  const has = (category: string): boolean => changes.some((change) => change.category === category);
  const isSourceTold = has("SOURCE") && edit.compiles !== true;
  return [
    ...(has("KEY") === rollout?.othersKeys ? [] : ["KEY"]),
    ...(has("WIRE") && rollout?.otherFingerprints !== true ? ["WIRE that is none"] : []),
    ...(!has("WIRE") && rollout?.foundAll !== true ? ["WIRE that is not told"] : []),
    ...(isSourceTold === !compiles ? [] : ["SOURCE"]),
  ];
}

beforeAll(async () => {
  vi.stubEnv("TEST_SECRET", "f0d1a7c2b6e94c3f8a5d7e21b4c90683");
  const outputs = new Map<string, ReadonlyMap<string, string>>();
  for (const edit of all) {
    const models = { before, now: modelAfter(edit) };
    const { files, ...rollout } = await rollOut(models, edit.renamed);
    rollouts.set(edit.label, rollout);
    outputs.set(edit.label, files);
  }
  complaints = await compilePrograms(outputs);
});

describe.each(Object.entries(EDITS))("an edit %s", (_, edits) => {
  it.each(edits)("$label: $means", (edit) => {
    const changes = compareSurface(surfaceOf(before), modelAfter(edit));
    const told = new Set(changes.map(({ category }) => category));
    expect([...told].sort()).toEqual([...edit.means].sort());
    expect(disagreements(edit, changes)).toEqual([]);
    const approved = changes.filter(({ approvedBy }) => approvedBy !== undefined);
    expect(approved.length).toBe(edit.isApproved === true ? changes.length : 0);
  });
});

describe("the edits", () => {
  it("are many, and each is called otherwise", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
  });

  it("would not pass with a manifest that knows of keys no template", () => {
    const blind = (now: Surface): Surface => {
      const functions = Object.entries(surfaceOf(before).functions).map(([name, shown]) => {
        return [name, { ...shown, key: now.functions[name]?.key ?? shown.key }] as const;
      });
      return { ...surfaceOf(before), functions: Object.fromEntries(functions) };
    };
    const passed = all.filter((edit) => {
      const model = modelAfter(edit);
      const changes = compareSurface(blind(surfaceOf(model)), model);
      return disagreements(edit, changes).length === 0;
    });
    const missed = all.filter((edit) => !passed.includes(edit)).map(({ label }) => label);
    expect(missed).toContain("another template");
    expect(missed).toContain("another argument");
  });
});
