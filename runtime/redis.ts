/** `cachegen/redis`: for those who bring a Redis client of their own; a URL needs nothing from here. No logic. */
export { redisBackend } from "./backend/redis/connect.js";
export type { RedisClient } from "./backend/redis/client.js";
export type { RedisBackend } from "./backend/redis/redis-backend.js";
export type { RedisOptions } from "./backend/redis/region-store.js";
