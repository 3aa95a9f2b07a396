/** Writes one of two outputs in turn, until it is let go of: a `generate` among others of the same folder. */
import { writeOutput } from "../../../generator/write/output.js";
import { originOf, textOf } from "./output-parts.js";

const [folder = ""] = process.argv.slice(2);

let isOver = false;
process.once("disconnect", () => (isOver = true));

for (let round = 0; !isOver; round += 1) {
  const letter = round % 2 === 0 ? "a" : "b";
  const files = new Map(["one.ts", "two.ts"].map((name) => [name, textOf(letter.repeat(200_000))]));
  await writeOutput(folder, files, originOf(letter));
  process.send?.(round + 1, () => undefined);
}
