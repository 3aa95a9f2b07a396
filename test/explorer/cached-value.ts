/** The function every process caches, as the generator would write it: a value is the number of its birth. */
import {
  copy,
  decode,
  defineFunction,
  defineListFunction,
  encode,
  lazySchema,
  type Accessor,
  type CreationContext,
  type ListAccessor,
  type MultiCreationContext,
  type Region,
  type Serializer,
} from "cachegen/runtime";
import * as z from "zod";

const PLACE = "the birth";
const schema = lazySchema<number>(() => z.int());

const birthSerializer: Serializer<number> = {
  encode: (value) => encode.int(value, PLACE),
  decode: (text) => decode.int(JSON.parse(text), PLACE),
  copy: (value) => copy.int(value, PLACE),
  size: () => 8,
  schema: async () => schema(),
};

export type ReadOne = Accessor<[key: string], number>;
export type ReadMany = ListAccessor<[keys: readonly string[]], [key: string], [], string, number>;

/** The two ways to the same entries. */
export interface CachedValue {
  readonly one: ReadOne;
  readonly many: ReadMany;
}

/** Declare both functions in a region, with one creator. */
export function cachedValue(
  region: Region,
  create: (keys: readonly string[], signal: AbortSignal) => Promise<number[]>,
): CachedValue {
  const spec = {
    region,
    key: (key: string) => key,
    serializer: birthSerializer,
    fingerprint: "0123456789abcdef",
  };
  const one = defineFunction<[string], number, ReadOne, [string]>({
    ...spec,
    name: "one",
    args: (key) => [key],
  }).cacheOnArguments(async (key: string, { signal }: CreationContext<number>) => {
    const [made] = await create([key], signal);
    // No birth at all would be a misfit, and a misfit is a violation.
    return made ?? Number.NaN;
  });
  const many = defineListFunction<
    [readonly string[]],
    [string],
    [],
    string,
    number,
    ReadMany,
    [readonly string[]]
  >({
    ...spec,
    name: "many",
    varying: 0,
    args: (keys) => [keys],
  }).cacheMultiOnArguments((keys: readonly string[], { signal }: MultiCreationContext) =>
    create(keys, signal),
  );
  return { one, many };
}
