import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { inspect } from "node:util";
import { Pipe, type Way } from "./tcp-pipe.js";

/** Which way bytes go through a {@link TcpProxy}. */
export type Direction = "toServer" | "toClient";

/** Where the server listens. */
export interface TcpTarget {
  readonly port: number;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
}

/** A connection through the proxy: its two sockets, and what is between them. */
interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly pipes: Readonly<Record<Direction, Pipe>>;
}

/**
 * A server in front of a server, through which the network goes wrong when a test says so: each direction on its own, for
 * all connections, present and to come. It keeps no process alive.
 */
export class TcpProxy {
  readonly #listener: Server;
  readonly #target: TcpTarget;
  readonly #ways: Readonly<Record<Direction, Way>> = { toServer: open(), toClient: open() };
  readonly #links = new Set<Link>();
  #connections = 0;
  #isRefusing = false;

  /** Use {@link tcpProxy}, which resolves when connections are accepted. */
  constructor(target: TcpTarget) {
    checkPort(target.port);
    this.#target = target;
    this.#listener = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    this.#listener.unref();
  }

  /** The port of this machine to connect to. */
  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** How many connections have been made so far. */
  get connections(): number {
    return this.#connections;
  }

  /** How many there are now. */
  get open(): number {
    return this.#links.size;
  }

  /** How many bytes have arrived. */
  bytes(direction: Direction): number {
    return this.#ways[direction].bytes;
  }

  /** Let everything take this long on its way, in milliseconds; 0 = no longer than it takes. Throws a `RangeError` for less. */
  delay(direction: Direction, delayMs: number): void {
    if (!(delayMs >= 0)) throw new RangeError(`delayMs is ${delayMs}; give 0 or more`);
    this.#change(direction, { delayMs });
  }

  /** Let nothing arrive; {@link restore} lets it arrive then. */
  hold(direction: Direction): void {
    this.#change(direction, { mode: "held" });
  }

  /**
   * Lose everything, and tell nobody: as when a cable is pulled, the connections stay half open. One that has lost something
   * in a direction loses all that comes after it too; {@link restore} is for the others.
   */
  swallow(direction: Direction): void {
    this.#change(direction, { mode: "swallowed" });
  }

  /** Let everything through again that was not lost. Default: both directions. */
  restore(direction?: Direction): void {
    for (const each of DIRECTIONS) {
      if (direction === undefined || direction === each) {
        this.#change(each, { mode: "open", delayMs: 0 });
      }
    }
  }

  /**
   * Cut the connections there are: both ends are told that the other has gone. With a direction, whoever receives in it is
   * told that no more will come, and the other goes on.
   */
  cut(direction?: Direction): void {
    for (const link of this.#links) {
      if (direction === undefined) sever(link);
      else this.#receiver(link, direction).end();
    }
  }

  /** Accept no connection, or accept them again. */
  refuse(isRefusing: boolean): void {
    this.#isRefusing = isRefusing;
  }

  /** Accept connections; {@link tcpProxy} does so. */
  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#listener.once("error", reject);
      this.#listener.listen(0, "127.0.0.1", resolve);
    });
    return this;
  }

  /** Cut everything, and accept no more. */
  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  #accept(client: Socket): void {
    if (this.#isRefusing) return void client.resetAndDestroy();
    this.#connections += 1;
    const { port, host = "127.0.0.1" } = this.#target;
    const server = connect({ port, host, allowHalfOpen: true });
    const toServer = new Pipe(client, server, this.#ways.toServer);
    const toClient = new Pipe(server, client, this.#ways.toClient);
    const link = { client, server, pipes: { toServer, toClient } };
    this.#links.add(link);
    for (const socket of [client, server]) this.#watch(socket, link);
  }

  /** What breaks one half breaks the other; whoever is broken says so itself. */
  #watch(socket: Socket, link: Link): void {
    socket.unref();
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#links.delete(link);
      sever(link);
    });
  }

  #receiver({ client, server }: Link, direction: Direction): Socket {
    return direction === "toServer" ? server : client;
  }

  #change(direction: Direction, change: Partial<Way>): void {
    Object.assign(this.#ways[direction], change);
    for (const { pipes } of this.#links) pipes[direction].pump();
  }
}

/**
 * Put a proxy in front of the server at a port; resolves when it accepts connections.
 *
 * @throws RangeError when the port is none: connecting would throw where nobody could catch it.
 */
export async function tcpProxy(target: TcpTarget): Promise<TcpProxy> {
  return new TcpProxy(target).listen();
}

const MOST_PORTS = 65_535;
const DIRECTIONS: readonly Direction[] = ["toServer", "toClient"];

function checkPort(port: unknown): void {
  if (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= MOST_PORTS) return;
  throw new RangeError(`port is ${inspect(port)}; give a whole number from 1 to ${MOST_PORTS}`);
}

function open(): Way {
  return { delayMs: 0, mode: "open", bytes: 0 };
}

function sever({ client, server, pipes }: Link): void {
  for (const direction of DIRECTIONS) pipes[direction].stop();
  for (const socket of [client, server]) {
    if (!socket.destroyed) socket.resetAndDestroy();
  }
}
