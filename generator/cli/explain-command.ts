import { nearest } from "../diagnostic/suggest.js";
import { EXIT } from "../refusal.js";
import type { CliCommand } from "./command.js";
import { plainText, readCodeSections } from "./diagnostics-page.js";

/** Explains a diagnostic code, in any case and with or without its letters; without one it lists all. */
export const explainCommand: CliCommand = {
  name: "explain",
  description: "say what a diagnostic code means, or list all codes",
  declare: (command) => command.argument("[code]", "a diagnostic code, such as CG3006"),
  async run({ operands: [wanted], reporter, misused }) {
    const sections = readCodeSections();
    if (wanted === undefined) {
      const list = sections.map(({ code, title }) => `${code} ${title}\n`).join("");
      reporter.answer(list, { codes: sections.map(({ code, title }) => ({ code, title })) });
      return EXIT.ok;
    }
    const code = wanted.toUpperCase().replace(/^(?=\d{4}$)/, "CG");
    const section = sections.find((candidate) => candidate.code === code);
    if (section !== undefined) {
      const text = plainText(section.text);
      reporter.answer(`${code} ${section.title}\n\n${text}\n`, { ...section, text });
      return EXIT.ok;
    }
    const codes = sections.map((candidate) => candidate.code);
    return misused(`there is no diagnostic code '${wanted}'\n(${hintFor(code, codes)})`);
  },
};

/** One that is whole was not mistyped: its neighbours mean something else. */
function hintFor(code: string, codes: readonly string[]): string {
  const kin = /^CG\d{4}$/.test(code) ? codes.filter((each) => each[2] === code[2]) : [];
  const [first] = kin;
  if (first !== undefined) return `there are ${first} to ${kin.at(-1)}; cachegen explain lists all`;
  const near = /^CG\d{4}$/.test(code) ? undefined : nearest(code, codes);
  return near === undefined ? "cachegen explain lists all" : `did you mean "${near}"?`;
}
