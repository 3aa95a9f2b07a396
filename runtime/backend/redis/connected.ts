import type { RedisClient } from "./client.js";

/** Resolves when the client is connected, or has failed to connect once more: the next command tells which. */
export async function connected(client: RedisClient): Promise<void> {
  if (client.status === "ready") return;
  if (client.status === "wait") await client.connect();
  else await settledConnection(client);
}

function settledConnection(client: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      client.off("ready", done);
      client.off("close", done);
      resolve();
    };
    client.on("ready", done);
    client.on("close", done);
  });
}
