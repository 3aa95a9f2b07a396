/** Old and new code side by side on one store: what really becomes of keys and entries. */
import type { ArgumentModel, FunctionModel, SchemaModel } from "../../../generator/schema/model.js";
import { Deployed, type Given } from "./deployed.js";
import { sampleOf } from "./samples.js";

/** What came of it, all functions together. */
export interface Rollout {
  /** Whether the same arguments came to another key, or to the entry of another region. */
  readonly othersKeys: boolean;
  /** Whether entries bore another fingerprint. */
  readonly otherFingerprints: boolean;
  /** Whether both sides found what the other had stored, under those keys that are the same. */
  readonly foundAll: boolean;
}

/** Runs both on one store. `formerly` gives what a function was called, where that was otherwise. */
export async function rollOut(
  models: { readonly before: SchemaModel; readonly now: SchemaModel },
  formerly: Readonly<Record<string, string>> = {},
): Promise<Rollout & { readonly files: ReadonlyMap<string, string> }> {
  const store = new Map<string, string>();
  const before = await Deployed.of(models.before, store);
  const now = await Deployed.of(models.now, store);
  const seen: Rollout[] = [];
  for (const name of now.functions.keys()) {
    const old = formerly[name] ?? name;
    if (before.functions.has(old)) seen.push(await rollOutOne({ before, now, old, name }));
  }
  return {
    files: now.files,
    othersKeys: seen.some(({ othersKeys }) => othersKeys),
    otherFingerprints: seen.some(({ otherFingerprints }) => otherFingerprints),
    foundAll: seen.every(({ foundAll }) => foundAll),
  };
}

/** A function on both sides. */
interface Sides {
  readonly before: Deployed;
  readonly now: Deployed;
  readonly old: string;
  readonly name: string;
}

async function rollOutOne(sides: Sides): Promise<Rollout> {
  const { before, now, old, name } = sides;
  const [was, is] = [modelOf(before, old), modelOf(now, name)];
  let [othersKeys, otherFingerprints, foundAll] = [false, false, true];
  for (const [mine, yours] of callsOf(sides, was, is)) {
    const asked = await before.namesAsked(old, mine);
    const isOther = asked.join() !== (await now.namesAsked(name, yours)).join();
    othersKeys ||= isOther;
    for (const isFull of [false, true]) {
      const one = await before.stores(old, mine, sampleOf(was.returns, before.model, isFull));
      foundAll &&= isOther || (await now.finds(name, yours));
      const other = await now.stores(name, yours, sampleOf(is.returns, now.model, isFull));
      foundAll &&= isOther || (await before.finds(old, mine));
      otherFingerprints ||= one !== other;
    }
  }
  return { othersKeys, otherFingerprints, foundAll };
}

/** A call as old code makes it, and the same one as new code does. */
type Call = readonly [mine: Given, yours: Given];

/** A call with all arguments, and one without those that both sides can do without. */
function callsOf(sides: Sides, was: FunctionModel, is: FunctionModel): readonly Call[] {
  const pairs = is.args.map((argument) => [formerOf(argument, was, is), argument] as const);
  const [mine, yours] = [givenBy(sides.before.model, was), givenBy(sides.now.model, is)];
  for (const [former, argument] of pairs) {
    if (former === undefined) continue;
    const [old, today] = [mine[former.name], yours[argument.name]];
    const full = sampleOf(former.type, sides.before.model, true);
    // What is the same value to people is, in another type, the same text.
    const same = [
      [old, old],
      [today, today],
      [full, full],
      [old, String(old)],
      [String(today), today],
    ];
    const both = same.find(
      ([one, other]) =>
        sides.before.takes(sides.old, { ...mine, [former.name]: one }) &&
        sides.now.takes(sides.name, { ...yours, [argument.name]: other }),
    );
    if (both !== undefined) [mine[former.name], yours[argument.name]] = both;
  }
  const [less, fewer] = [{ ...mine }, { ...yours }];
  for (const [former, argument] of pairs) {
    if (former === undefined || !mayBeLeftOut(former) || !mayBeLeftOut(argument)) continue;
    delete less[former.name];
    delete fewer[argument.name];
  }
  return [
    [mine, yours],
    [less, fewer],
  ];
}

/** A value for every argument, texts of another length for each name. */
function givenBy(model: SchemaModel, { args }: FunctionModel): Record<string, unknown> {
  return Object.fromEntries(
    args.map(({ name, type }) => {
      const value = sampleOf(type, model, false);
      return [name, type.kind === "scalar" && type.scalar === "string" ? `${value}${name}` : value];
    }),
  );
}

/** An argument that was called so, or else the one that stood there and is called otherwise now. */
function formerOf(
  argument: ArgumentModel,
  was: FunctionModel,
  is: FunctionModel,
): ArgumentModel | undefined {
  const named = was.args.find(({ name }) => name === argument.name);
  const there = was.args[is.args.indexOf(argument)];
  const isFree = there !== undefined && !is.args.some(({ name }) => name === there.name);
  return named ?? (isFree ? there : undefined);
}

function mayBeLeftOut(argument: ArgumentModel): boolean {
  return argument.optional || argument.default !== undefined;
}

function modelOf({ functions }: Deployed, name: string): FunctionModel {
  const model = functions.get(name);
  if (model === undefined) throw new Error(`there is no function ${name}`);
  return model;
}
