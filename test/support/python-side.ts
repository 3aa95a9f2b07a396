/** What tests with a program in Python begin with: a server of their own that both sides share. */
import { closeAll } from "cachegen/runtime";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { PythonPeer, type PythonOptions } from "../fleet/python-peer.js";
import { startRedis, type RedisServer } from "./redis-server.js";

const python = inject("python");

/** Whether this machine has what it takes. */
export const hasPython: boolean = inject("hasRedis") && python !== "";

/** The server, somebody who looks into it, and a program in Python. */
interface Here {
  readonly server: RedisServer;
  readonly client: Redis;
  readonly peer: PythonPeer;
}

/** What {@link pythonSide} gives to tests, which run while it is there. */
export interface PythonSide extends Here {
  /** Another program, which ends with the test. */
  another(options: Omit<PythonOptions, "url">): Promise<PythonPeer>;
}

/** A server and a program in Python for all tests of a file. `begin` sets our side up; all regions are closed in the end. */
export function pythonSide(begin: (url: string) => void | Promise<void>): PythonSide {
  const others: PythonPeer[] = [];
  let found: Here | undefined;
  const here = (): Here => found ?? expect.fail("there is no server, or no Python");
  beforeAll(async () => {
    if (!hasPython) return;
    const server = await startRedis();
    await begin(server.url);
    const peer = await PythonPeer.start(python, { url: server.url });
    found = { server, client: new Redis(server.url), peer };
  });
  afterEach(async () => {
    await Promise.all(others.splice(0).map((each) => each.end()));
    await found?.client.flushall();
  });
  afterAll(async () => {
    await found?.peer.end();
    await closeAll();
    found?.client.disconnect();
    await found?.server.stop();
  });
  return {
    get server() {
      return here().server;
    },
    get client() {
      return here().client;
    },
    get peer() {
      return here().peer;
    },
    async another(options) {
      const made = await PythonPeer.start(python, { url: here().server.url, ...options });
      others.push(made);
      return made;
    },
  };
}
