/** A creator, and what vet says of it. */
export interface CreatorCase {
  readonly kind?: "single" | "map" | "list";
  /** The creator, in which NAME stands for its name; nothing = it is not there. */
  readonly creator: string;
  readonly code?: string;
  readonly says?: RegExp;
}

/** Creators of which there is nothing to say. */
export const FITTING: Readonly<Record<string, CreatorCase>> = {
  "a function": {
    creator: "async function NAME(tenant: string, id: UserId, limit: number) { return user; }",
  },
  "an arrow function": {
    creator: "const NAME = (tenant: string, id: UserId, limit: number): User => user;",
  },
  "one that takes the context": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number, context: CreationContext<User>) { return user; }",
  },
  "one that takes wider types": {
    creator:
      "async function NAME(tenant: string | null, id: string, limit?: number) { return user; }",
  },
  "one that gives more members": {
    creator:
      "async function NAME(a: string, b: UserId, c: number) { return { ...user, more: 1 }; }",
  },
  "one that never answers": {
    creator: "function NAME(a: string, b: UserId, c: number): never { throw new Error(); }",
  },
  "one that lists its arguments": {
    creator:
      "async function NAME(...args: [string, UserId, number, ...unknown[]]) { return user; }",
  },
  "one of a map": {
    kind: "map",
    creator:
      "async function NAME(tenant: string, ids: readonly UserId[]) { return new Map<UserId, User>(); }",
  },
  "one of a list": {
    kind: "list",
    creator: "function NAME(tenant: string, ids: readonly string[]): User[] { return [user]; }",
  },
};

/** Creators that differ from the schema. */
export const MISFITTING: Readonly<Record<string, CreatorCase>> = {
  "an export that is not there": {
    creator: "",
    code: "CG5001",
    says: /users\.ts has no export "\w+"/,
  },
  "a type alone": { creator: "type NAME = () => User;", code: "CG5001", says: /has no export/ },
  "no function": {
    creator: "const NAME = { of: user };",
    code: "CG5002",
    says: /\(users\.ts:\d+:14\) is not a function/,
  },
  "arguments in another order": {
    creator: "async function NAME(id: string, tenant: string, limit: number) { return user; }",
    code: "CG5003",
    says: /takes \(id, tenant, limit\), and the schema gives \(tenant, id, limit\)/,
  },
  "too few arguments": {
    creator: "async function NAME(id: string) { return user; }",
    code: "CG5003",
    says: /takes \(id\), and the schema gives \(tenant, id, limit\)/,
  },
  "too many arguments": {
    creator:
      "async function NAME(tenant: string, id: string, limit: number, a: unknown, b: number) { return user; }",
    code: "CG5003",
    says: /takes \(tenant, id, limit, a, b\)/,
  },
  "an argument of another type": {
    creator: "async function NAME(tenant: string, id: UserId, limit: string) { return user; }",
    code: "CG5003",
    says: /takes limit as string, and the schema gives it as number(?![^]*TypeScript)/,
  },
  "another context": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number, last: string) { return user; }",
    code: "CG5003",
    says: /is not what the schema says\n(?:.*\n)*? {2}hint: TypeScript says: Type .* is not assignable to type 'string'/,
  },
  "an argument of any type": {
    creator: "async function NAME(tenant: any, id: UserId, limit: number) { return user; }",
    code: "CG5005",
    says: /takes tenant as any/,
  },
  "a result that may be null": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number): Promise<User | null> { return null; }",
    code: "CG5004",
    says: /may give null, and the schema says it never does[^]*write returns: T\?/,
  },
  "a result that may be undefined": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number): Promise<User | undefined> { return user; }",
    code: "CG5004",
    says: /may give undefined/,
  },
  "a text where a Date should be": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number) { return { ...user, createdAt: '' }; }",
    code: "CG5004",
    says: /gives createdAt as string, and the schema says Date(?![^]*TypeScript)/,
  },
  "a member of a list that differs": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number) { return { ...user, roles: ['root'] }; }",
    code: "CG5004",
    says: /gives roles\[\] as string/,
  },
  "a member that is missing": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number) { const { name, ...rest } = user; return rest; }",
    code: "CG5004",
    says: /gives no name, and the schema says there is one/,
  },
  "a member that may be missing": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number): Promise<{ id?: UserId }> { return user; }",
    code: "CG5004",
    says: /may give no id/,
  },
  "a result of any type": {
    creator:
      "async function NAME(tenant: string, id: UserId, limit: number): Promise<any> { return user; }",
    code: "CG5005",
    says: /gives any, which TypeScript cannot check/,
  },
  anything: {
    creator: "const NAME: any = 1;",
    code: "CG5005",
    says: /is any, which TypeScript cannot check/,
  },
  "one item where many are given": {
    kind: "map",
    creator: "async function NAME(tenant: string, id: UserId) { return new Map<UserId, User>(); }",
    code: "CG5003",
    says: /takes id as \S+, and the schema gives it as readonly/,
  },
  "a list that may be changed": {
    kind: "map",
    creator:
      "async function NAME(tenant: string, ids: UserId[]) { return new Map<UserId, User>(); }",
    code: "CG5003",
    says: /takes ids as/,
  },
  "a list where a map should be": {
    kind: "map",
    creator: "async function NAME(tenant: string, ids: readonly UserId[]) { return [user]; }",
    code: "CG5004",
    says: /gives a list, and the schema says a map[^]*write result: list/,
  },
  "a map where a list should be": {
    kind: "list",
    creator:
      "async function NAME(tenant: string, ids: readonly UserId[]) { return new Map<UserId, User>(); }",
    code: "CG5004",
    says: /gives a Map, and the schema says a list/,
  },
  "a list with holes": {
    kind: "list",
    creator:
      "async function NAME(tenant: string, ids: readonly UserId[]): Promise<(User | null)[]> { return [null]; }",
    code: "CG5004",
    says: /gives \[\] as/,
  },
  "a list of any type": {
    kind: "list",
    creator:
      "async function NAME(tenant: string, ids: readonly UserId[]): Promise<any[]> { return []; }",
    code: "CG5005",
    says: /gives any\[\], of which TypeScript cannot check the items/,
  },
};

/** All of them under names that no two share. */
export const CREATOR_CASES: readonly (CreatorCase & {
  readonly title: string;
  readonly name: string;
})[] = Object.entries({ ...FITTING, ...MISFITTING }).map(([title, each], at) => {
  return { title, name: `make${String.fromCharCode(65 + (at % 26))}${at}`, ...each };
});

const HEAD = `version: 1
namespace: shop
types:
  UserId: brand<string>
  Role: [admin, customer]
  User:
    id: UserId
    name: string
    roles: Role[]
    createdAt: datetime
    nick?: string
regions:
  users:
    functions:
`;

/** One schema for all cases: TypeScript takes long to begin. */
export function schemaOfCases(cases: typeof CREATOR_CASES = CREATOR_CASES): string {
  const functions = cases.map(({ name, kind = "single" }) => {
    const args = "        args:\n          tenant: string\n          id: UserId\n";
    const limit = "          limit:\n            type: int\n            default: 10\n";
    const more = kind === "single" ? limit : `        multi: id\n        result: ${kind}\n`;
    const creator = `        returns: User\n        creator: ./users.ts#${name}\n`;
    return `      ${name}:\n${args}${more}${creator}`;
  });
  return HEAD + functions.join("");
}

/** The file of their creators. */
export function creatorsOfCases(): string {
  const creators = CREATOR_CASES.map(({ name, creator }) =>
    creator === "" ? "" : `export ${creator.replace("NAME", name)}\n`,
  );
  return `import type { CreationContext } from "cachegen";
import type { Role, User, UserId } from "./generated/types.js";
export type Used = [User, UserId, Role, CreationContext<User>];
declare const user: User;
${creators.join("")}`;
}
