/**
 * The zod schema of every type a cache schema has: its input is the parsed wire form, its output the value. Used by
 * generated code. Nothing here is generic: what a schema is of is said once, where it is declared, and zod's own types
 * would have the compiler find it out again, member by member.
 */
import * as zod from "zod";
import type { Literal } from "./scalar.js";
import * as wire from "./wire.js";

/** The values of a schema of the user's own. */
export type { output } from "zod";

/** A zod schema of whatever type. */
export type Node = zod.core.$ZodType;

/** The limits of a number, both included. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** The limits of a bigint, both included. */
export interface BigintRange {
  readonly min?: bigint;
  readonly max?: bigint;
}

/** The limits of a count, both included: of items or bytes, or of the characters of a text. */
export interface Length extends Range {
  readonly length?: number;
}

/** The limits of a text. `pattern` has no flag `g` or `y`. */
export interface Text extends Length {
  readonly pattern?: RegExp;
}

/** A string. */
export function string(limits: Text = {}): Node {
  const { pattern } = limits;
  const text = zod.string().check(...lengthChecks(limits));
  return pattern === undefined ? text : text.check(zod.regex(pattern));
}

/** A safe integer. */
export function int(limits: Range = {}): Node {
  return zod.int().check(...rangeChecks(limits));
}

/** A finite number. */
export function float(limits: Range = {}): Node {
  return zod.number().check(...rangeChecks(limits));
}

/** A boolean. */
export function boolean(): Node {
  return zod.boolean();
}

/** A bigint of at most 10,000 digits, of its decimal text. */
export function bigint(limits: BigintRange = {}): Node {
  const isShort = zod.refine<bigint>(
    (value) => !wire.isTooLong(value),
    "expected at most 10,000 digits",
  );
  const value = zod.bigint().check(isShort, ...rangeChecks(limits));
  const text = zod.string().check(zod.maxLength(wire.LONGEST_INTEGER), zod.regex(wire.integer));
  return zod.codec(text, value, wire.bigint);
}

/** A `Date`, of its ISO 8601 text. */
export function datetime(): Node {
  return zod.codec(zod.iso.datetime(), zod.date(), wire.datetime);
}

/** The text of a day. */
export function date(): Node {
  return zod.iso.date();
}

/** A `Date`, of its milliseconds since 1970. */
export function epoch(): Node {
  return zod.codec(zod.int(), zod.date(), wire.epoch);
}

/** Bytes, of their base64 text. */
export function bytes(limits: Length = {}): Node {
  const value = zod.instanceof(Uint8Array).check(...itemChecks(limits));
  return zod.codec(zod.base64(), value, wire.bytes);
}

/** The text of a UUID. */
export function uuid(): Node {
  return zod.uuid();
}

/** A JSON value. */
export function json(): Node {
  return zod.json();
}

/** One value and no other. */
export function literal(value: Literal): Node {
  return zod.literal(value);
}

/** One of some texts. */
export function member(members: readonly string[]): Node {
  return zod.enum(members);
}

/** A value, or null. */
export function nullable(of: Node): Node {
  return zod.nullable(of);
}

/** A member that may be absent. */
export function optional(of: Node): Node {
  return zod.optional(of);
}

/** An object with these members. */
export function object(members: Readonly<Record<string, Node>>): Node {
  return zod.object(members);
}

/** An array. */
export function list(of: Node, limits: Length = {}): Node {
  return zod.array(of).check(...itemChecks(limits));
}

/** A set, of the array of its items. */
export function set(of: Node, limits: Length = {}): Node {
  return zod.codec(zod.array(of), zod.set(zod.any()).check(...sizeChecks(limits)), wire.set);
}

/** A map, of the array of its pairs. */
export function map(key: Node, of: Node, limits: Length = {}): Node {
  const value = zod.map(zod.any(), zod.any()).check(...sizeChecks(limits));
  return zod.codec(zod.array(zod.tuple([key, of])), value, wire.map);
}

/** An object with members of one type under any names. */
export function record(of: Node, limits: Length = {}): Node {
  return zod.record(zod.string(), of).check(...memberChecks(limits));
}

/** An array with a type for each place. */
export function tuple(...items: readonly [Node, ...Node[]]): Node {
  return zod.tuple([...items]);
}

/** One of some objects, told apart by a member that each of them has. */
export function union(tag: string, first: Node, ...others: readonly Node[]): Node {
  // The generator has found the tag in each; a schema behind a thunk shows no more of itself than its output.
  const members = [first, ...others] as [Tagged, ...Tagged[]];
  return zod.discriminatedUnion(tag, members);
}

/** A schema that leads back to the one it stands in, found when it is first used. */
export function lazy(find: () => Node): Node {
  return zod.lazy(find);
}

type Tagged = zod.core.$ZodTypeDiscriminable;

type Check<T> = zod.core.$ZodCheck<T>;

function rangeChecks({ min, max }: Range | BigintRange): Check<number | bigint | Date>[] {
  return [...present(min, zod.gte), ...present(max, zod.lte)];
}

function itemChecks({ min, max, length }: Length): Check<zod.core.util.HasLength>[] {
  return [...present(min ?? length, zod.minLength), ...present(max ?? length, zod.maxLength)];
}

function sizeChecks({ min, max, length }: Length): Check<zod.core.util.HasSize>[] {
  return [...present(min ?? length, zod.minSize), ...present(max ?? length, zod.maxSize)];
}

/** zod does not count the members of a record. */
function memberChecks({ min, max, length }: Length): Check<object>[] {
  const atLeast = (limit: number): Check<object> =>
    zod.refine((of) => Object.keys(of).length >= limit, `expected a size of at least ${limit}`);
  const atMost = (limit: number): Check<object> =>
    zod.refine((of) => Object.keys(of).length <= limit, `expected a size of at most ${limit}`);
  return [...present(min ?? length, atLeast), ...present(max ?? length, atMost)];
}

/** zod counts UTF-16 units, the runtime characters. */
function lengthChecks({ min, max, length }: Length): Check<string>[] {
  const atLeast = (limit: number): Check<string> =>
    zod.refine((text) => [...text].length >= limit, `expected a length of at least ${limit}`);
  const atMost = (limit: number): Check<string> =>
    zod.refine((text) => [...text].length <= limit, `expected a length of at most ${limit}`);
  return [...present(min ?? length, atLeast), ...present(max ?? length, atMost)];
}

/** The check of a limit, if there is one. */
function present<Limit, C>(limit: Limit | undefined, check: (limit: Limit) => C): C[] {
  return limit === undefined ? [] : [check(limit)];
}
