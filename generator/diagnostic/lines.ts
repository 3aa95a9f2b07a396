/** A place in a text as people count: both from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Knows where each line of a text begins; reads `\n` and `\r\n`, and counts no byte-order mark. */
export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = startsOf(text);
  }

  /** Turns an offset into a line and a column. */
  positionOf(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.startOf(middle + 1) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(0, offset - this.startOf(low + 1)) + 1 };
  }

  /** Gives the offset at which a line begins. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** Gives a line without its ending. */
  textOf(line: number): string {
    const end = this.#starts[line] ?? this.#text.length;
    return this.#text.slice(this.startOf(line), end).replace(/\r?\n$/, "");
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [text.startsWith("\u{feff}") ? 1 : 0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
