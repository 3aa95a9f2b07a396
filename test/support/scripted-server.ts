/** A server that speaks Redis' protocol and answers what a test tells it. */
import { createServer, type AddressInfo, type Socket } from "node:net";

/** What it answers, in the protocol's own words, such as `-LOADING …`; `undefined` = nothing, ever. */
export type Answer = (command: string, args: readonly string[]) => string | undefined;

/** A server under way. */
export interface ScriptedServer {
  readonly url: string;
  /** How often a command came. */
  count(command: string): number;
  stop(): Promise<void>;
}

/** What clients ask when they connect: answered so that they take the server for a ready one. */
const GREETING: Readonly<Record<string, string>> = {
  hello: "-ERR unknown command 'HELLO'",
  client: "+OK",
  info: bulk("redis_version:7.0.0\r\nloading:0\r\n"),
};

export async function scriptedServer(answer: Answer): Promise<ScriptedServer> {
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const [name = "", ...args] of commandsIn(chunk.toString())) {
        const command = name.toLowerCase();
        counts.set(command, (counts.get(command) ?? 0) + 1);
        const reply = GREETING[command] ?? answer(command, args);
        if (reply !== undefined) socket.write(`${reply}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    count: (command) => counts.get(command) ?? 0,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A text as a reply. */
export function bulk(text: string): string {
  return `$${text.length}\r\n${text}`;
}

/** The commands in what was sent; each of ours comes in one piece. */
function commandsIn(sent: string): string[][] {
  return sent
    .split(/(?=^\*\d+\r\n)/m)
    .map((part) => [...part.matchAll(/^\$\d+\r\n([^\r]*)\r\n/gm)].map(([, text = ""]) => text));
}
