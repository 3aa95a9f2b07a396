/**
 * What others rely on: processes that share a store by the keys and the form of its entries, callers by the types of
 * what is exported. Plain data, of which only the entry of what was edited changes; the manifest holds it.
 */
export interface Surface {
  /** First segment of every key that the schema does not spell out. */
  readonly namespace: string;
  readonly regions: Readonly<Record<string, RegionSurface>>;
  /** By `region.function`. */
  readonly functions: Readonly<Record<string, FunctionSurface>>;
  readonly types: Readonly<Record<string, TypeSurface>>;
}

/** What a region shows beside its functions. */
export interface RegionSurface {
  /** What makes the keys a store sees; left out = the backend's own. */
  readonly keyMangler?: string;
}

/** What a function shows. */
export interface FunctionSurface {
  /** 1 where the schema gives none. */
  readonly version: number;
  /** Its keys in the notation of the option `key`, such as `shop:users:getUser:{tenant}:{id}`. */
  readonly key: string;
  /** What stands for the arguments in its keys: `sha256`, or `hmac(NAME)`. */
  readonly keyHash?: string;
  /** The form in its keys of each argument that is not simply its text. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Fingerprint of the form in which its results are stored. */
  readonly fingerprint: string;
  readonly kind: "single" | "map" | "list";
  /** Of a function of many keys: the argument that takes a list. */
  readonly varying?: string;
  /** In their order, name to TypeScript type; `name?` may be left out and stays `undefined`. */
  readonly args: Readonly<Record<string, string>>;
  /** What is filled in for an argument that is left out, as JSON. */
  readonly defaults?: Readonly<Record<string, string>>;
  readonly returns: string;
  /** Name of the exported type of its accessor. */
  readonly accessor: string;
  /** Where `accessors.ts` exports its accessor, such as `getUser` or `users.getUser`. */
  readonly bound?: string;
}

/** The members of an object type, `name?` where one may be absent, each with its TypeScript type; of other types, theirs. */
export type TypeSurface = string | Readonly<Record<string, string>>;
