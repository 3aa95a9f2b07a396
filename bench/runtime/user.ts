/** The functions the runtime is measured with, as the generator writes them. */
import {
  copy,
  defineFunction,
  defineRegion,
  key,
  type Accessor,
  type Serializer,
} from "../../dist/runtime/generated.js";

/** A small object of which a safe copy is worth its name. */
export interface User {
  id: number;
  name: string;
  createdAt: Date;
}

/** Makes the user of a name. */
export const user = (name: string): User => ({ id: name.length, name, createdAt: new Date(0) });

/** Only `copy` is used by a store that keeps values as they are. */
const serializer: Serializer<User> = {
  encode: JSON.stringify,
  decode: (text) => JSON.parse(text) as User,
  copy: (value) => ({
    id: copy.int(value.id, "User.id"),
    name: copy.string(value.name, "User.name"),
    createdAt: copy.datetime(value.createdAt, "User.createdAt"),
  }),
  size: () => 200,
  schema: () => Promise.reject(new Error("not used")),
};

/** A cached function of one argument, in a region of its own. */
export function byName(
  values: "shared" | "copy",
  creator: (name: string) => User | Promise<User> = user,
): Accessor<[name: string], User> {
  const region = defineRegion({ name: `one-${values}`, values, expirationMs: 600_000 });
  return defineFunction<[name: string], User, Accessor<[name: string], User>, [name: string]>({
    region,
    name: "byName",
    key: (name) => `bench:users:byName:${key.string(name, "name")}`,
    args: (name) => [name],
    serializer,
    fingerprint: "0000000000000000",
  }).cacheOnArguments((name) => creator(name));
}

type Two = [name: string, language: string];

/** A cached function of two arguments, in a region of its own. */
export function byNameAndLanguage(): Accessor<Two, User> {
  const region = defineRegion({ name: "two", values: "shared", expirationMs: 600_000 });
  return defineFunction<Two, User, Accessor<Two, User>, Two>({
    region,
    name: "byTwo",
    key: (name, language) =>
      `bench:users:byTwo:${key.string(name, "name")}:${key.string(language, "language")}`,
    args: (name, language) => [name, language],
    serializer,
    fingerprint: "0000000000000000",
  }).cacheOnArguments(user);
}
