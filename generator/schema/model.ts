/** The checked schema: every name joined, every duration in milliseconds, nothing left in doubt. */

/** The words for types that name nothing else. */
export const SCALARS = [
  "string",
  "int",
  "float",
  "boolean",
  "bigint",
  "datetime",
  "date",
  "epoch",
  "bytes",
  "uuid",
  "json",
  "null",
] as const;

/** Types a value or an argument can be made of without naming another type. */
export type Scalar = (typeof SCALARS)[number];

/**
 * Limits of the long form. `min` and `max` limit a number itself, those of a bigint being bigints; with `length` they count
 * characters of a string, bytes, and what a list, set, map or record holds.
 */
export interface Constraints {
  readonly min?: number | bigint;
  readonly max?: number | bigint;
  readonly length?: number;
  /** Source of a regular expression, compiled with the `u` flag. */
  readonly pattern?: string;
}

/** A type expression as a tree. Constraints sit on the node they limit. */
export type ValueType =
  | { readonly kind: "scalar"; readonly scalar: Scalar; readonly constraints?: Constraints }
  | { readonly kind: "const"; readonly value: string | number | boolean }
  | { readonly kind: "enum"; readonly members: readonly string[] }
  | { readonly kind: "list"; readonly of: ValueType; readonly constraints?: Constraints }
  | { readonly kind: "set"; readonly of: ValueType; readonly constraints?: Constraints }
  | {
      readonly kind: "map";
      readonly key: ValueType;
      readonly value: ValueType;
      readonly constraints?: Constraints;
    }
  | { readonly kind: "record"; readonly of: ValueType; readonly constraints?: Constraints }
  | { readonly kind: "tuple"; readonly items: readonly ValueType[] }
  | UnionType
  | { readonly kind: "nullable"; readonly of: ValueType }
  | { readonly kind: "named"; readonly name: string }
  | ({ readonly kind: "import" } & ImportedExport);

/** An export of a module of the user's own. */
export interface ImportedExport {
  /** Path of a file from the schema, as written, or the name of a package. */
  readonly path: string;
  readonly name: string;
  /** The same module as the generated files import it. */
  readonly from: string;
}

/** One of several object types, told apart by the one value each has in the field `tag`. */
export interface UnionType {
  readonly kind: "union";
  readonly tag: string;
  readonly members: readonly UnionMember[];
}

/** An object type of a union, and its value in the tag. No two values of a union have one text. */
export interface UnionMember {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** A member of an object type. `optional` is `name?`: it may be absent. */
export interface FieldModel {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly description?: string;
}

/** A type with a name, in the order of the schema. */
export type NamedType =
  | { readonly kind: "object"; readonly name: string; readonly fields: readonly FieldModel[] }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: "brand"; readonly name: string; readonly of: ValueType }
  | { readonly kind: "alias"; readonly name: string; readonly of: ValueType };

/**
 * A default as data: texts, numbers and such as they are, moments as their ISO 8601 text or milliseconds since 1970, items as
 * a list, members by name.
 */
export type DefaultValue =
  | string
  | number
  | boolean
  | bigint
  | null
  | readonly DefaultValue[]
  | { readonly [name: string]: DefaultValue };

/** An argument of a function. `optional` is `name?`: it may be left out, and then stays `undefined`. */
export interface ArgumentModel {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly default?: DefaultValue;
}

/** What may be set for a region and again for one of its functions. `Infinity` is the schema's `never`. */
export interface Policy {
  readonly expirationMs?: number;
  readonly graceMs?: number;
  /** The part of the expiration by which each entry's own may be shorter, from 0 to 1. */
  readonly jitter?: number;
  /** The part of the expiration at which a fresh value is made anew, above 0 and at most 1, or by chance. */
  readonly eager?: number | "xfetch";
  readonly refresh?: "inline" | "background";
  readonly softTimeoutMs?: number;
  readonly hardTimeoutMs?: number;
  readonly retryAfterMs?: number;
  readonly leaseMs?: number;
  readonly waitMs?: number;
  readonly strict?: boolean;
}

/** What a function's policy says beyond its region's. */
export interface FunctionPolicy extends Policy {
  /** How long a null result is kept; 0 = not at all; left out = like any other result. */
  readonly cacheNullMs?: number;
  /** Multi functions: how long "not found" is kept; left out or 0 = not at all. */
  readonly missingMs?: number;
  /** Multi functions: most keys handed to one creator call. */
  readonly maxBatch?: number;
}

/** A stretch of a key that the schema spells out: text as it is, or the part of an argument. */
export type KeyPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "argument"; readonly name: string };

/** What stands for the arguments in a key: their SHA-256, or an HMAC under the secret in an environment variable. */
export type KeyHashModel =
  { readonly kind: "sha256" } | { readonly kind: "hmac"; readonly variable: string };

/** A function of a Python program whose entries are shared. */
export interface PythonModel {
  /** Module and name, such as `app.users:get_user`. */
  readonly function: string;
  /** What its decorator was given. */
  readonly namespace?: string;
}

/** How a function's keys differ from `namespace:region:function` and the parts of the arguments. */
export interface Keying {
  /** Stands behind the function's name, unless the key is spelled out. */
  readonly version?: number;
  /** The whole key; it has each argument once. */
  readonly key?: readonly KeyPiece[];
  readonly keyHash?: KeyHashModel;
  /** The keys are those of dogpile.cache. */
  readonly python?: PythonModel;
}

/** A function whose result is kept. */
export interface SingleModel extends Keying {
  readonly kind: "single";
  readonly name: string;
  readonly description?: string;
  readonly args: readonly ArgumentModel[];
  readonly returns: ValueType;
  /** The application's function that makes the value: it is bound in `accessors.ts`. */
  readonly creator?: ImportedExport;
  readonly policy: FunctionPolicy;
}

/** A function that makes many results at once; `varying` names the argument that becomes a list. */
export interface MultiModel extends Keying {
  readonly kind: "multi";
  readonly name: string;
  readonly description?: string;
  readonly args: readonly ArgumentModel[];
  readonly varying: string;
  readonly returns: ValueType;
  readonly result: "map" | "list";
  /** Name of the single function whose entries this one shares: its keys are those of that function. */
  readonly multiOf?: string;
  /** The application's function that makes the values: it is bound in `accessors.ts`. */
  readonly creator?: ImportedExport;
  readonly policy: FunctionPolicy;
}

export type FunctionModel = SingleModel | MultiModel;

/** What makes the keys a store sees: a digest of every key, of those of more than `length` characters, or nothing. */
export type KeyManglerModel =
  | { readonly kind: "sha1" | "sha256" | "none" }
  | { readonly kind: "longerThan"; readonly length: number };

/** What is set for a region as a whole. */
export interface RegionSettings {
  /** Left out = the backend's own. */
  readonly keyMangler?: KeyManglerModel;
  readonly values?: "copy" | "frozen" | "shared" | "bytes";
  readonly serializer?: "compiled" | "zod" | "none";
  readonly wire?: "json" | "compact";
  readonly validate?: "changed" | "always" | "never";
  readonly maxEntries?: number;
  readonly maxBytes?: number;
  readonly maxValueBytes?: number;
  readonly maxCreators?: number;
  readonly backendTimeoutMs?: number;
  /** `Infinity` = the store is never left alone. */
  readonly breakerFailures?: number;
  readonly breakerPauseMs?: number;
}

/** A region: settings, a backend, and the functions that share them. */
export interface RegionModel extends RegionSettings {
  readonly name: string;
  readonly description?: string;
  /** The backend's text as written, `${NAME:-default}` unread. */
  readonly backend: string;
  readonly policy: Policy;
  readonly functions: readonly FunctionModel[];
}

/** What the output is written in: TypeScript, or JavaScript with declarations beside it. */
export type Language = "ts" | "js";

/** A whole schema. */
export interface SchemaModel {
  /** First segment of every key. */
  readonly namespace: string;
  /** Folder for the generated files, as written: relative to the schema. */
  readonly output: string;
  readonly emit: Language;
  readonly types: readonly NamedType[];
  readonly regions: readonly RegionModel[];
}
