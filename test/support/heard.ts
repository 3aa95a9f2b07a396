/** What a Redis server hears while something is done, command by command, as its MONITOR tells. */
import { Redis } from "ioredis";

/** Scripts call commands too; the server names this as their source. */
const SCRIPT = "lua";

/** Commands by their names in lower case, in the order in which the server heard them. */
export interface Heard {
  readonly fromClients: readonly string[];
  /** What scripts called. */
  readonly fromScripts: readonly string[];
}

/** Listens to all that one server is told. */
export class Listener {
  readonly #own: Redis;
  readonly #monitor: Redis;
  #heard: (readonly [name: string, source: string, text: string])[] = [];

  private constructor(own: Redis, monitor: Redis) {
    this.#own = own;
    this.#monitor = monitor;
    monitor.on("monitor", (_time: string, [name = "", text = ""]: string[], source: string) => {
      this.#heard.push([name.toLowerCase(), source, text]);
    });
  }

  static async on(url: string): Promise<Listener> {
    const own = new Redis(url);
    return new Listener(own, await own.monitor());
  }

  /** What the server hears from now until the work is done. */
  async during(work: () => Promise<unknown>): Promise<Heard> {
    await this.#upToNow();
    this.#heard = [];
    await work();
    const marker = await this.#upToNow();
    const all = this.#heard.filter(([, , text]) => text !== marker);
    const isScript = ([, source]: (typeof all)[number]): boolean => source === SCRIPT;
    return {
      fromClients: all.filter((one) => !isScript(one)).map(([name]) => name),
      fromScripts: all.filter(isScript).map(([name]) => name),
    };
  }

  close(): void {
    this.#monitor.disconnect();
    this.#own.disconnect();
  }

  /** The monitor tells everything in order: when it tells this, it has told all before. */
  async #upToNow(): Promise<string> {
    const marker = `marker ${Math.random()}`;
    const told = new Promise<void>((resolve) => {
      const listen = (_time: string, [, text]: string[]): void => {
        if (text !== marker) return;
        this.#monitor.off("monitor", listen);
        resolve();
      };
      this.#monitor.on("monitor", listen);
    });
    await this.#own.echo(marker);
    await told;
    return marker;
  }
}
