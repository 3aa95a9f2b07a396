/** The keys a schema has beside options: read by those who shape it, told in the reference and in editors. */

/** Key to what it holds; code in backticks. */
export type KeyGuide = Readonly<Record<string, string>>;

/** The keys of the schema as a whole. */
export const SCHEMA_KEYS: KeyGuide = {
  version: "`1`: the version of the schema language",
  namespace: "the first part of every key: letters, digits, `_`, `.` and `-`",
  output: "the folder for the generated files, relative to the schema; `./generated` without it",
  emit: "what the generated files are: `ts` for TypeScript, the default, or `js` for JavaScript with declarations",
  backends:
    "where values are kept: names, each with `memory`, `none`, a `redis://` address or a variable of the environment",
  types: "the types that have a name: a map is an object, a list an enum, a text a type expression",
  regions: "the regions: functions that share a backend and options",
};

/** The keys of a region that are no options. */
export const REGION_KEYS: KeyGuide = {
  functions: "the functions whose results are kept, by name",
};

/** The keys of a function that are no options. */
export const FUNCTION_KEYS: KeyGuide = {
  args: "its arguments in their order, each with a type; left out when there are none",
  returns: "the type of its result",
  multi:
    "the argument of which many are given at once; `true` or nothing where there is one argument only",
  multiOf:
    "a function of the same region whose arguments, type and entries this one shares, many at once",
};

/** The keys of the option `python`. */
export const PYTHON_KEYS: KeyGuide = {
  function: "the function of the Python program, with its module: `app.users:get_user`",
  namespace: "the namespace its decorator was given; left out where there is none",
};

/** Where a key belongs that is known, but not here. */
export function belongingOf(key: string): string | undefined {
  if (Object.hasOwn(SCHEMA_KEYS, key)) return "the schema as a whole";
  if (Object.hasOwn(REGION_KEYS, key)) return "a region";
  return Object.hasOwn(FUNCTION_KEYS, key) ? "a function" : undefined;
}

/** The keys of the long form of a field or an argument. */
export const MEMBER_KEYS: KeyGuide = {
  type: "a type expression",
  min: "the least value of `int`, `float` and `bigint`, the fewest characters of `string`, the fewest `bytes`, the fewest items of lists, sets, maps and records",
  max: "the greatest value, the most characters, bytes or items",
  length:
    "how many characters a `string`, how many bytes `bytes`, how many items a list, set, map or record has",
  pattern: "a regular expression with the flag `u` that a `string` matches, quoted",
  description: "text; becomes a comment in the code",
  default: "of an argument: the value it has when it is left out",
};
