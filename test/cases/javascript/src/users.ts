import { UserId, type User } from "../expected/types.js";

/** A user of any name but `nobody`, who came with the year 2000. */
export function loadUser(_tenant: string, id: UserId): User | null {
  if (id === "nobody") return null;
  const createdAt = new Date("2000-01-01T00:00:00.000Z");
  return { id, name: id.toUpperCase(), roles: new Set(["staff"]), createdAt, home: null };
}

/** As {@link loadUser}, many at once. */
export function loadUsers(tenant: string, ids: readonly UserId[]): Map<UserId, User | null> {
  return new Map(ids.map((id) => [UserId(id), loadUser(tenant, id)]));
}
