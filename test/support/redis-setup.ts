/** The tests run against Redis servers of their own; those that need one are skipped where there is none to be had. */
import type { TestProject } from "vitest/node";
import { have } from "./programs.js";

declare module "vitest" {
  interface ProvidedContext {
    readonly hasRedis: boolean;
  }
}

export default function setup(project: TestProject): void {
  const hasRedis = have({
    name: "redis-server",
    probe: ["redis-server", "--version"],
    packages: ["redis-server"],
    cure: "install redis-server 6.2 or later, or valkey with its redis-server command",
  });
  project.provide("hasRedis", hasRedis);
}
