import { mkdir, utimes } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { removeLeftovers } from "../../../generator/write/leftovers.js";
import { compareOutput, writeOutput } from "../../../generator/write/output.js";
import { freshFolder, namesIn, originOf, textIn, textOf } from "./folder.js";

/** A process that is killed: after some steps that change files no further one happens, not even to tidy up. */
const life = vi.hoisted(() => ({
  /** Steps it still takes; the last one is cut in half where it can be. */
  left: Infinity,
  /** Whether a file is replaced in place, as without a temporary file. */
  isPlain: false,
}));

class Killed extends Error {}

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs/promises")>();
  const isOver = (): boolean => {
    life.left -= 1;
    return life.left < 0;
  };
  return {
    ...real,
    async writeFile(...[file, data, options]: Parameters<typeof real.writeFile>) {
      const isLast = life.left === 1;
      if (isOver()) throw new Killed();
      const text = String(data);
      if (!isLast) return real.writeFile(file, text, options);
      await real.writeFile(file, text.slice(0, text.length / 2), options);
      life.left = 0;
      throw new Killed();
    },
    async rename(...[from, to]: Parameters<typeof real.rename>) {
      const isLast = life.left === 1;
      if (isOver()) throw new Killed();
      if (!life.isPlain) return real.rename(from, to);
      const text = await real.readFile(from, "utf8");
      await real.rm(from);
      await real.writeFile(to, isLast ? text.slice(0, text.length / 2) : text);
    },
    async rm(...args: Parameters<typeof real.rm>) {
      if (isOver()) throw new Killed();
      return real.rm(...args);
    },
    async mkdir(...args: Parameters<typeof real.mkdir>) {
      if (isOver()) throw new Killed();
      return real.mkdir(...args);
    },
  };
});

const before = new Map(["a.ts", "b.ts", "gone.ts"].map((name) => [name, textOf(`old ${name}`)]));
const after = new Map(["a.ts", "b.ts", "new.ts"].map((name) => [name, textOf(`new ${name}`)]));

/** Steps of a whole run, and some. */
const STEPS = 20;

beforeEach(() => {
  live();
});

function live(): void {
  life.left = Infinity;
  life.isPlain = false;
}

/** Runs until it is killed, in a folder that was written earlier or is not there; whether it got through. */
async function dieAfter(steps: number, folder: string, earlier: boolean): Promise<boolean> {
  if (earlier) await writeOutput(folder, before, originOf("before"));
  life.left = steps;
  try {
    await writeOutput(folder, after, originOf("after"));
    return life.left >= 0;
  } catch {
    return false;
  } finally {
    life.left = Infinity;
  }
}

async function tornIn(folder: string): Promise<readonly string[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(".ts"));
  const whole = async (name: string): Promise<boolean> => {
    const text = await textIn(folder, name);
    return text === before.get(name) || text === after.get(name);
  };
  const torn: string[] = [];
  for (const name of names) if (!(await whole(name))) torn.push(name);
  return torn;
}

describe.each([
  ["the first time", false],
  ["over earlier output", true],
])("a run that is killed while it writes %s", (_, earlier) => {
  it.each(Array.from({ length: STEPS }, (_, steps) => steps))(
    "after %i steps leaves no torn file, and the next run heals",
    async (steps) => {
      const folder = await freshFolder();
      await mkdir(path.dirname(folder), { recursive: true });
      await dieAfter(steps, folder, earlier);
      const names = await namesIn(folder).catch(() => []);
      if (names.length > 0) expect(await tornIn(folder)).toEqual([]);
      await writeOutput(folder, after, originOf("after"));
      for (const name of await namesIn(folder)) {
        await utimes(path.join(folder, name), new Date(0), new Date(0));
      }
      await removeLeftovers(folder);
      expect(await compareOutput(folder, after)).toEqual({
        changed: [],
        missing: [],
        orphaned: [],
        edited: [],
        foreign: [],
      });
      expect(await namesIn(folder)).toEqual([".cachegen.json", "a.ts", "b.ts", "new.ts"]);
    },
  );

  it("is killed at every step: the last of them gets through, the first does not", async () => {
    expect(await dieAfter(0, await freshFolder(), earlier)).toBe(false);
    expect(await dieAfter(STEPS, await freshFolder(), earlier)).toBe(true);
  });
});

describe("a run that would write in place", () => {
  it("would leave a torn file behind", async () => {
    const torn = new Set<string>();
    for (let steps = 1; steps < STEPS; steps += 1) {
      const folder = await freshFolder();
      await writeOutput(folder, before, originOf("before"));
      life.isPlain = true;
      life.left = steps;
      await writeOutput(folder, after, originOf("after")).catch(() => undefined);
      live();
      for (const name of await tornIn(folder)) torn.add(name);
    }
    expect([...torn].sort()).toEqual(["a.ts", "b.ts", "new.ts"]);
  });
});
