/** For random schemas, what the generator writes does with values exactly what zod does. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../support/fast-check.js";
import { beforeAll, describe, expect, it } from "vitest";
import { generateOutput } from "../../../generator/generate.js";
import { StoredTypes } from "../../../generator/plan/stored-types.js";
import type { SchemaModel, ValueType } from "../../../generator/schema/model.js";
import type { Schema, SchemaResult, Serializer } from "../../../runtime/index.js";
import { outcomeOf, type Outcome } from "../../runtime/value/outcome.js";
import { runGenerated } from "./generated-module.js";
import { models } from "./random-model.js";
import { damaged, valuesOf } from "./random-value.js";

const SCHEMAS = 20;
const VALUES = 20;

/** A random schema and what was generated of it. */
interface Sample {
  readonly model: SchemaModel;
  readonly files: ReadonlyMap<string, string>;
}

const samples: Sample[] = [];

/** The stored types of all the samples. */
const trials: Trial[] = [];

beforeAll(async () => {
  for (const model of fc.sample(models, { numRuns: SCHEMAS })) {
    const { files } = await generateOutput(model, "cache.schema.yaml");
    const sample = { model, files };
    samples.push(sample);
    trials.push(...(await trialsOf(sample)));
  }
});

/** One stored type of a sample, ready to be tried. */
interface Trial {
  readonly type: ValueType;
  readonly serializer: Serializer<unknown>;
  readonly schema: Schema<unknown>;
  readonly key: (value: unknown) => string;
  readonly values: fc.Arbitrary<unknown>;
}

/** What is wrong with one value; nothing where all is well. */
type Judge = (value: unknown, trial: Trial) => string | undefined;

async function trialsOf({ model, files }: Sample): Promise<readonly Trial[]> {
  const { serializers, all } = runGenerated(files);
  const stored = new StoredTypes(model);
  const functions = model.regions.flatMap((region) => region.functions);
  const ready = functions.map(async ({ name, returns }) => {
    const serializer = serializers[stored.nameOf(returns)];
    const definition = all[name];
    if (serializer === undefined || definition === undefined) throw new Error(`no ${name}`);
    const schema = await serializer.schema();
    const key = (value: unknown): string => definition.key(value);
    return { type: returns, serializer, schema, key, values: valuesOf(returns, model.types) };
  });
  return Promise.all(ready);
}

/** The first fault that a judge finds in values of any of these types. */
function firstFault(
  tried: readonly Trial[],
  judge: Judge,
  valuesFor: (trial: Trial) => fc.Arbitrary<unknown> = ({ values }) => values,
): string | undefined {
  for (const trial of tried) {
    for (const value of fc.sample(valuesFor(trial), { numRuns: VALUES })) {
      const fault = judge(value, trial);
      if (fault === undefined) continue;
      return `${fault}: ${fc.stringify(value)} as ${JSON.stringify(trial.type)}`;
    }
  }
  return undefined;
}

/** Parsed JSON of values, and of what somebody has been at. */
function wires({ values, serializer }: Trial): fc.Arbitrary<unknown> {
  const real = values.map((value): unknown => JSON.parse(serializer.encode(value)));
  return fc.oneof(real, damaged(real), damaged(real));
}

function spoiltValues({ values }: Trial): fc.Arbitrary<unknown> {
  return fc.oneof(values, damaged(values), damaged(values));
}

const decodesLikeZod: Judge = (wire, { serializer, schema }) => {
  const text = jsonOf(wire);
  if (text === undefined) return undefined;
  const ours = outcomeOf(() => serializer.decode(text));
  return differs("decode", ours, schema.safeDecode(JSON.parse(text)));
};

const encodesLikeZod: Judge = (value, { serializer, schema }) => {
  const ours = outcomeOf((): unknown => JSON.parse(serializer.encode(value)));
  return differs("encode", ours, encodedByZod(value, schema));
};

/** While it encodes, zod may overlook a limit in a type that holds itself; what it then makes it does not decode. */
function encodedByZod(value: unknown, schema: Schema<unknown>): SchemaResult<unknown> {
  const encoded = schema.safeEncode(value);
  if (!encoded.success) return encoded;
  const decoded = schema.safeDecode(encoded.data);
  return decoded.success ? encoded : decoded;
}

const comesBack: Judge = (value, { serializer }) => {
  const text = serializer.encode(value);
  const back = serializer.decode(text);
  if (!isDeepStrictEqual(back, value)) return "another value comes back";
  if (!isDeepStrictEqual(serializer.revive?.(text), value)) return "another value is revived";
  return serializer.encode(back) === text ? undefined : "another text comes back";
};

const isCopied: Judge = (value, { serializer }) => {
  const copied = serializer.copy(value);
  if (!isDeepStrictEqual(copied, value)) return "the copy differs";
  const originals = new Set(partsOf(value));
  if (partsOf(copied).some((part) => originals.has(part))) return "the copy shares something";
  return serializer.size(value) > 0 ? undefined : "it has no size";
};

const copiesWhatItEncodes: Judge = (value, { serializer }) => {
  const copied = outcomeOf(() => serializer.copy(value)).fits;
  const encoded = outcomeOf(() => serializer.encode(value)).fits;
  return copied === encoded ? undefined : "copy and encode differ in what they take";
};

function differs(verb: string, ours: Outcome, theirs: SchemaResult<unknown>): string | undefined {
  if (ours.fits !== theirs.success) return `${verb} ${ours.fits ? "takes" : "refuses"} it`;
  if (!ours.fits || !theirs.success) return undefined;
  return isDeepStrictEqual(ours.result, theirs.data) ? undefined : `${verb} makes something else`;
}

/** JSON of what has a form in it; bigints and the like are no wire form at all. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Every object within a value that could be changed. */
function partsOf(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  if (value instanceof Date || value instanceof Uint8Array) return [value];
  if (value instanceof Map) return [value, ...[...value].flat().flatMap(partsOf)];
  if (value instanceof Set) return [value, ...[...value].flatMap(partsOf)];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

describe("what is generated for random schemas", () => {
  it("decodes what zod decodes, to the same value", () => {
    expect(firstFault(trials, decodesLikeZod, wires)).toBeUndefined();
  });

  it("encodes what zod encodes, to the same wire form", () => {
    expect(firstFault(trials, encodesLikeZod, spoiltValues)).toBeUndefined();
  });

  it("brings back every value through text", () => {
    expect(firstFault(trials, comesBack)).toBeUndefined();
  });

  it("copies every value, and shares nothing with it", () => {
    expect(firstFault(trials, isCopied)).toBeUndefined();
  });

  it("copies exactly what it encodes", () => {
    expect(firstFault(trials, copiesWhatItEncodes, spoiltValues)).toBeUndefined();
  });

  it("gives two values one key if and only if they are equal", () => {
    const isInjective: Judge = (values, { key }) => {
      const several = values as readonly unknown[];
      const keys = several.map(key);
      const clash = several.some((value, at) =>
        several.some(
          (other, index) => (keys[at] === keys[index]) !== isDeepStrictEqual(value, other),
        ),
      );
      return clash ? "keys clash" : undefined;
    };
    const several = ({ values }: Trial): fc.Arbitrary<unknown> =>
      fc.array(values, { minLength: 2, maxLength: 6 });
    expect(firstFault(trials, isInjective, several)).toBeUndefined();
  });
});

/** A change to generated code, and the judge that must see it. */
interface Twin {
  readonly name: string;
  readonly from: RegExp;
  readonly to: string;
  readonly judge: Judge;
  readonly values?: (trial: Trial) => fc.Arbitrary<unknown>;
}

const TWINS: readonly Twin[] = [
  { name: "a decoder of fractions for int", from: /decode\.int\b/g, to: "decode.float" },
  {
    name: "an item too few in a tuple",
    from: /decode\.tuple\(([^[]*)\[\w+\.\w+, /g,
    to: "decode.tuple($1[",
  },
  {
    name: "a member under the tag of another",
    from: /return decodeObject1\(from\)/g,
    to: "return decodeObject3(from)",
  },
  {
    name: "a union that takes what it does not know",
    from: /default:\s+return check\.unknownTag\(.*\);/g,
    to: "default: return from as never;",
  },
  {
    name: "an absent member that is taken for null",
    from: /if \(from\["field\d"\] !== undefined\) /g,
    to: "",
  },
  {
    name: "a lost limit",
    from: /check\.(?:range|length)\((.*), (?:undefined|-?[\d._]+), (?:undefined|-?[\d._]+), [^()]*\)/g,
    to: "$1",
  },
].map((twin) => ({ ...twin, judge: decodesLikeZod, values: wires }));

const OTHER_TWINS: readonly Twin[] = [
  {
    name: "an encoder that forgets a member",
    from: /\n {2}if \(value\.field\d !== undefined\)[^;]*;/g,
    to: "",
    judge: comesBack,
  },
  {
    name: "a copy that is none",
    from: /copy: copy\w+,/g,
    to: "copy: (value) => value,",
    judge: isCopied,
  },
];

/** The samples of which the change makes other code. */
function brokenBy({ from, to }: Twin): readonly Sample[] {
  return samples.flatMap(({ model, files }) => {
    const text = files.get("serializers.ts") ?? "";
    const changed = text.replace(from, to);
    if (changed === text) return [];
    return [{ model, files: new Map(files).set("serializers.ts", changed) }];
  });
}

/** Whether a broken sample shows: by what a judge says, or by an error that is no misfit. */
async function isSeen(broken: Sample, { judge, values }: Twin): Promise<boolean> {
  const tried = await trialsOf(broken);
  try {
    return firstFault(tried, judge, values) !== undefined;
  } catch {
    return true;
  }
}

describe("a twin that is broken", () => {
  it.each([...TWINS, ...OTHER_TWINS])("is caught: $name", async (twin) => {
    let isCaught = false;
    for (const broken of brokenBy(twin)) isCaught ||= await isSeen(broken, twin);
    expect(isCaught).toBe(true);
  });
});
