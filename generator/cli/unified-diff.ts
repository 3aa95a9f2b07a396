/** Lines that may differ in a file before its diff is left out: one that long takes long to find, and nobody reads it. */
const MOST_LINES = 4_000;

/**
 * A unified diff from the files of a folder to the generated ones, for `patch -p0`; `shownFolder` is the folder for
 * its headers. Files that are generated no more, and the manifest, have none.
 */
export async function unifiedDiff(
  shownFolder: string,
  present: ReadonlyMap<string, string>,
  generated: ReadonlyMap<string, string>,
): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const patches = [...present].map(([name, text]) => {
    const next = generated.get(name);
    if (next === undefined) return "";
    const path = shownFolder + name;
    const options = { context: 3, maxEditLength: MOST_LINES, headerOptions: FILE_HEADERS_ONLY };
    return (
      createTwoFilesPatch(path, path, text, next, undefined, undefined, options) ?? tooLong(path)
    );
  });
  return patches.join("");
}

function tooLong(path: string): string {
  return `--- ${path}\n+++ ${path}\n (over ${MOST_LINES} lines differ)\n`;
}
