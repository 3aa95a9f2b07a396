/** Declarations that are not what their specification says: under the strict types each is an error. */
import {
  defineFunction,
  defineMapFunction,
  key,
  type Accessor,
  type Definition,
  type MapAccessor,
  type MapDefinition,
  type Region,
} from "cachegen/runtime";
import type { FloatValue, IntValue } from "../../cases/values/expected/serializers.js";

declare const region: Region;
declare const int: typeof IntValue;
declare const float: typeof FloatValue;

type Get = Accessor<[id: number], number>;
type GetMany = MapAccessor<[ids: readonly number[]], [id: number], [], number, number>;

const shared = { region, name: "get", fingerprint: "0123456789abcdef" } as const;

export const fits: Definition<[id: number], number, Get> = defineFunction({
  ...shared,
  key: (id: number) => key.int(id, "id"),
  args: (id: number) => [id],
  serializer: float,
});

// @ts-expect-error: the key is made of a string.
export const otherKey: Definition<[id: number], number, Get> = defineFunction({
  ...shared,
  key: (id: string) => key.string(id, "id"),
  args: (id: string) => [id],
  serializer: int,
});

// @ts-expect-error: one argument is made two.
export const otherArguments: Definition<[id: number], number, Get> = defineFunction({
  ...shared,
  key: (id: number) => key.int(id, "id"),
  args: (id: number) => [id, id],
  serializer: int,
});

// @ts-expect-error: what is stored are numbers.
export const otherValue: Definition<
  [id: number],
  string,
  Accessor<[id: number], string>
> = defineFunction({
  ...shared,
  key: (id: number) => key.int(id, "id"),
  args: (id: number) => [id],
  serializer: int,
});

// @ts-expect-error: the key is made of a string.
export const otherItem: MapDefinition<
  [ids: readonly number[]],
  [id: number],
  [],
  number,
  number,
  GetMany
> = defineMapFunction({
  ...shared,
  varying: 0,
  key: (id: string) => key.string(id, "id"),
  args: (ids: readonly number[]) => [ids],
  serializer: int,
});
