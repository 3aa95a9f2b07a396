/** Ports for servers that are started by number, ended, and started again: nobody else gets them meanwhile. */
import { createServer, type Server } from "node:net";

/**
 * Below those that systems hand out themselves, to clients and to who asks for any: such a one could be taken by a client
 * while its server is down. Each comes with the next above it, which whoever owns the pair listens on.
 */
const FIRST = 12_000;
const PAIRS = 10_000;
const TRIES = 200;

/** A port that nobody listens on, and that no other test takes as long as this process lives. */
export async function ownPort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST + 2 * Math.floor(Math.random() * PAIRS);
    const guard = await listen(port + 1);
    if (guard === undefined) continue;
    const probe = await listen(port);
    if (probe !== undefined) {
      await close(probe);
      return port;
    }
    await close(guard);
  }
  throw new Error(`no port is free from ${FIRST} to ${FIRST + 2 * PAIRS}`);
}

/** Listens on a port without keeping the process alive; `undefined` where somebody else does. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer().unref();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
