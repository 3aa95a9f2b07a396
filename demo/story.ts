import Table from "cli-table3";
import color from "picocolors";

/** Tells what happens: scenes with tables of what was measured, and what must hold of it. */
export class Story {
  #held = 0;
  #broken = 0;
  /** Claims stand together, everything else is set apart by a blank line. */
  #inClaims = false;

  /** How many claims held. */
  get held(): number {
    return this.#held;
  }

  /** How many claims did not. */
  get broken(): number {
    return this.#broken;
  }

  /** Begin a scene. */
  scene(title: string, introduction: string): void {
    this.#block(`${color.bold(title)}\n${introduction}`);
    this.#inClaims = false;
  }

  /** Show rows under a head; numbers as given, every column but the first to the right. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const colAligns = head.map((_, index) => (index === 0 ? "left" : "right"));
    const table = new Table({
      chars: PLAIN,
      colAligns,
      head: head.map((text) => color.dim(text)),
      style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    });
    for (const row of rows) table.push([...row]);
    this.#block(table.toString());
    this.#inClaims = false;
  }

  /** Say what must hold, and whether it does. */
  claim(text: string, holds: boolean): void {
    if (holds) this.#held += 1;
    else this.#broken += 1;
    const line = holds ? `${color.green("✓")} ${text}` : `${color.red("✗ does not hold:")} ${text}`;
    if (this.#inClaims) print(`  ${line}`);
    else this.#block(`  ${line}`);
    this.#inClaims = true;
  }

  /** Close with the sum of all claims. */
  end(seconds: string): void {
    const total = this.#held + this.#broken;
    const verdict =
      this.#broken === 0
        ? color.green(`All ${total} claims held`)
        : color.red(`${this.#broken} of ${total} claims did not hold`);
    this.#block(`${verdict}, in ${seconds}.`);
  }

  #block(text: string): void {
    print(`\n${text}`);
  }
}

/** No frame: two blanks before the first column, three between columns, a rule under the head. */
const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "  ",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "   ",
};

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
