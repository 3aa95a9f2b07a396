/** What is generated as JavaScript with declarations, as an application uses it. */
import * as accessors from "../../cases/javascript/expected/accessors.js";
import {
  regions,
  Role,
  shapes,
  UserId,
  users,
  type Shape,
  type User,
} from "../../cases/javascript/expected/index.js";
import * as schemas from "../../cases/javascript/expected/schemas.js";
import { isNoValue, type Region, type Schema } from "cachegen";

export const getUser: users.GetUser = users.getUser.cacheOnArguments((tenant, id) => {
  const roles: User["roles"] = new Set(Role);
  return { id, name: tenant.toUpperCase(), roles, createdAt: new Date(), home: null };
});

export const getParts: shapes.GetParts = shapes.getParts.cacheMultiOnArguments((ids) =>
  ids.map((side): Shape[] => [{ kind: "square", side }]),
);

export async function streetOf(text: string): Promise<string | undefined> {
  const id: UserId = UserId(text);
  const user: User | null = await accessors.getUser("acme", id);
  const many: Map<UserId, User | null> = await accessors.getUsers("acme", [id]);
  const counts: Map<UserId, number> = await users.countUsers
    .cacheOnArguments((during, weights, role) => {
      return new Map([[id, during.from.getTime() * (weights.get(role ?? "admin") ?? 1)]]);
    })
    .refresh({ from: new Date() });
  const held = await users.getUser.get("acme", id);
  return isNoValue(held) ? String(counts.size + many.size) : (user ?? held)?.home?.street;
}

export const region: Region = regions.shapes;
export const schema: Schema<Shape> = schemas.Shape();

// @ts-expect-error a user is asked for by its id, not by any text
export const misused: string = users.getUser.key("acme", "ada");
