/** Writes one of two outputs in turn, as often as it is told: a `generate` among others of the same folder. */
import { writeOutput } from "../../../generator/write/output.js";
import { originOf, textOf } from "./output-parts.js";

const [folder = "", rounds = "0"] = process.argv.slice(2);

for (let round = 0; round < Number(rounds); round += 1) {
  const letter = round % 2 === 0 ? "a" : "b";
  const files = new Map(["one.ts", "two.ts"].map((name) => [name, textOf(letter.repeat(200_000))]));
  await writeOutput(folder, files, originOf(letter));
}
