/** Functions as one finds them, and some that have no place in a schema. */

export const USERS = `import type { Brand, CreationContext, JsonValue } from "cachegen";

export type UserId = Brand<string, "UserId">;
export type Role = "admin" | "customer";

export interface User {
  readonly id: UserId;
  name: string;
  roles: Role[];
  role?: Role | null;
  createdAt: Date;
  nick?: string;
  parent: User | null;
  address: { street: string; zip: string };
  flags: Set<string>;
  counts: Map<string, bigint>;
  labels: Record<string, string | null>;
  avatar: Uint8Array;
  kind: "user";
  extra: JsonValue;
  more?: JsonValue;
  state: "on" | "off or \\"on\\"" | null;
  at: [number, number];
}

declare const user: User;

export async function loadUser(tenant: string, id: UserId): Promise<User | null> {
  return tenant === id ? null : user;
}

export const listUsers = async (role: Role, since?: Date, limit = 10, order = "name"): Promise<User[]> =>
  limit > 0 && role === "admin" && since !== undefined && order === "name" ? [user] : [];

export function countUsers(isActive: boolean, context: CreationContext<number>): number {
  return isActive && context.signal.aborted ? 1 : 0;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export async function pageOfUsers(after: string | null): Promise<Page<User>> {
  return { items: [user], next: after };
}

export async function usersByIds(tenant: string, ids: readonly UserId[]): Promise<Map<UserId, User>> {
  return new Map(ids.map((id) => [id, tenant === id ? user : user]));
}

export function sizesOf(names: readonly string[]): (bigint | null)[] {
  return names.map((name) => (name === "" ? null : BigInt(name.length)));
}

interface Circle { kind: "circle"; radius: number }
interface Square { kind: "square"; side: number; inner?: Shape | undefined }
export type Shape = Circle | Square;
export type Event = { type: "created"; at: Date } | { type: "removed"; reason?: string };

export async function shapesNear(at: readonly [number, number], tags: ReadonlySet<string>): Promise<(Shape | null)[]> {
  return tags.has(String(at[0])) ? [] : [null];
}

export function shapeOf(id: bigint, like: Shape | null): Shape | null {
  return id > 0n ? like : null;
}

export async function lastEvents(): Promise<Event[]> {
  return [];
}

export interface Tree { value: number; children: Tree[]; byName: Record<string, Tree> }

export const treeOf = (depth: number): Tree => ({ value: depth, children: [], byName: {} });

export function nothing(): null {
  return null;
}
`;

export const UNFIT = `class Money { cents = 1 }
enum Color { red }
interface Parts { first: string; second: number }
export class Users { byId(id: string): string { return id; } }
export function load(a: any, b: unknown, c: string | number, [d]: string[], e: [string, ...number[]], f: () => void, ...g: string[]): Money {
  return new Money();
}
export const nothing = (color: Color): string | undefined => String(color);
export const brand = (id: string & { readonly __id: true }): string => id;
export const generic = <T>(value: T): T => value;
export function twice(id: string): string;
export function twice(id: number): number;
export function twice(id: string | number): string | number { return id; }
export const value = 1;
export default function (id: string): string { return id; }
export const link = (id: string): URL => new URL(id);
export const fault = (id: string): RegExp => new RegExp(id);
export const buffer = (id: string): Buffer => Buffer.from(id);
export const untagged = (id: string): { a: string } | { b: string } => ({ a: id });
export const dashed = (id: string): { "first-name": string } => ({ "first-name": id });
export const keyed = (parts: readonly Parts[]): Map<Parts, string> => new Map(parts.map((part) => [part, part.first]));
export const changing = (ids: string[]): number => ids.push("");
export const frozen = (id: string): readonly string[] => [id];
enum State { On = "on", Off = "of f" }
interface Lamp { state?: State | null; color: Color[] }
export const lamp = (state: State.On | undefined): Lamp | null => null;
`;
