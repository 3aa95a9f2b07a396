import type { core } from "zod";

/**
 * The zod schema of a value, as generated: decodes the parsed wire form, encodes the value.
 * It is the reference for the straight-line code and the one that explains a misfit.
 */
export interface Schema<V> extends core.$ZodType {
  safeDecode(wire: unknown): SchemaResult<V>;
  safeEncode(value: unknown): SchemaResult<unknown>;
}

/** What a {@link Schema} answers. */
export type SchemaResult<V> =
  | { readonly success: true; readonly data: V }
  | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };

/** One reason why a value does not fit. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Value to text and back, and value to value, each checked against the value's type. */
export interface PlainSerializer<V> {
  /** The value as text. Throws a {@link Misfit} when the value is not of its type, a `RangeError` when it nests too deeply. */
  encode(value: V): string;
  /**
   * The value of a text. Throws a {@link Misfit} or a `SyntaxError` when the text is none of ours, and a `RangeError` when a
   * type that holds itself nests in it deeper than the stack is.
   */
  decode(text: string): V;
  /**
   * As {@link decode}, for a text that `encode` made of a value of this very type: not checked once more. Of any other text it
   * makes anything, or throws. Left out, every text is checked.
   */
  revive?(text: string): V;
  /** An equal value that shares nothing mutable with its original; members the type does not declare are left out. */
  copy(value: V): V;
  /** About how many bytes the value takes in memory. */
  size(value: V): number;
  /** The type's zod schema, where there is one, loaded when first asked for. */
  readonly schema?: () => Promise<Schema<V>>;
}

/** The serializer of a generated type: straight-line code, with zod behind it, not loaded unless `schema` is called. */
export interface Serializer<V> extends PlainSerializer<V> {
  /** The type's zod schema, loaded when first asked for. */
  readonly schema: () => Promise<Schema<V>>;
}

/** Longest place in a message, in UTF-16 units. */
const LONGEST_PLACE = 200;

/** A value that is not of its declared type. Met by whoever asked for the check; never reaches a reader. */
export class Misfit extends Error {
  override readonly name = "Misfit";
  /** Type and member, such as `User.name`. */
  readonly place: string;
  readonly #expected: string;
  #explanation: (() => Promise<readonly SchemaIssue[]>) | undefined;

  constructor(place: string, expected: string) {
    super(`${place} is not ${expected}`);
    this.place = place;
    this.#expected = expected;
  }

  /** The same misfit where it was met in the item `at` of an array at `array`, which items take for their own place. */
  inItem(array: string, at: number): Misfit {
    const rest = this.place.slice(array.length);
    const isInside = this.place.startsWith(array) && /^(?:[.[]|$)/.test(rest);
    return isInside ? this.#at(`${array}[${at}]${rest}`) : this;
  }

  /** The same misfit where it was met in a value at `place`, the name of whose type the places within begin with. */
  inNamed(place: string): Misfit {
    const within = /[.[].*$/s.exec(this.place)?.[0] ?? "";
    return this.#at(place + within);
  }

  /** Types that hold themselves may lead far down: the middle of the way is left out. */
  #at(place: string): Misfit {
    const isLong = place.length > LONGEST_PLACE;
    const shown = isLong
      ? `${place.slice(0, LONGEST_PLACE / 2)}…${place.slice(-LONGEST_PLACE / 2)}`
      : place;
    return new Misfit(shown, this.#expected);
  }

  /**
   * Why the value does not fit, as the zod schema of its type says it: every reason with its path, while the message has the
   * first one only. Loads zod, and looks at the value as it is by then. Without a schema, the message is all there is.
   *
   * @throws CacheError `zod-missing` where zod is not installed.
   */
  async explain(): Promise<readonly SchemaIssue[]> {
    const issues = (await this.#explanation?.()) ?? [];
    return issues.length > 0 ? issues : [{ path: [], message: this.message }];
  }

  /** Say who knows more. Used by the region that met the misfit. */
  explainBy(explanation: () => Promise<readonly SchemaIssue[]>): void {
    this.#explanation = explanation;
  }
}

/** Build a schema once, when first asked for. Used by generated code. */
export function lazySchema<V>(build: () => core.$ZodType): () => Schema<V> {
  let schema: Schema<V> | undefined;
  // The generator emits schema and type from one model, and a test holds them to each other.
  return () => (schema ??= build() as Schema<V>);
}
