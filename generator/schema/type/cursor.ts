/** Walks over the text of a type expression; spaces between its parts mean nothing. */
export class Cursor {
  readonly #text: string;
  #at = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skipSpaces();
  }

  /** Offset of what comes next. */
  get at(): number {
    return this.#at;
  }

  /** Offset behind the last part that was taken. */
  get endOfLast(): number {
    return this.#end;
  }

  /** The next character; empty at the end. */
  get next(): string {
    return this.#text[this.#at] ?? "";
  }

  /** Takes a given piece of text if it comes next. */
  take(piece: string): boolean {
    if (!this.#text.startsWith(piece, this.#at)) return false;
    this.#step(piece.length);
    return true;
  }

  /** Takes the match of a sticky pattern if there is one. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#step(found.length);
    return found;
  }

  #step(length: number): void {
    this.#at += length;
    this.#end = this.#at;
    this.#skipSpaces();
  }

  #skipSpaces(): void {
    while (/\s/.test(this.next)) this.#at += 1;
  }
}
