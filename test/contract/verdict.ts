import type { Runner } from "cachegen/testing";

interface Declared {
  readonly name: string;
  readonly body: () => Promise<void>;
}

/** Run a suite here and now; answers the names of its tests that fail. */
export async function failuresOf(declare: (runner: Runner) => void): Promise<string[]> {
  const tests: Declared[] = [];
  declare({
    describe: (_, body) => body(),
    it: (name, body) => tests.push({ name, body }),
  });
  if (tests.length === 0) throw new Error("the suite has no tests");
  const failures: string[] = [];
  for (const { name, body } of tests) await body().catch(() => failures.push(name));
  return failures;
}
