/** What is shared with Python is tested against dogpile.cache itself; those tests are skipped where there is none to be had. */
import { spawnSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import { have } from "./programs.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A Python that has it; empty where there is none. */
    readonly python: string;
  }
}

const IMPORTS = ["-c", "import dogpile.cache, redis"] as const;

/** The one that packages of the system are for, whichever comes first in the path. */
const SYSTEM = "/usr/bin/python3";

export default function setup(project: TestProject): void {
  project.provide("python", interpreter());
}

function interpreter(): string {
  if (spawnSync("python3", IMPORTS, { stdio: "ignore" }).status === 0) return "python3";
  const hasSystem = have({
    name: "python3 with dogpile.cache and redis",
    probe: [SYSTEM, ...IMPORTS],
    packages: ["python3-dogpile.cache", "python3-redis"],
    cure: "install python3-dogpile.cache and python3-redis, or both with pip: dogpile.cache redis",
  });
  return hasSystem ? SYSTEM : "";
}
