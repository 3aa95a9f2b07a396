import { capitalized, RESERVED_WORDS } from "../identifier.js";

/** The names of one scope: hands out each only once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The first wish that is free, else the last one with the lowest number that makes it free. */
  free(...wishes: readonly [string, ...string[]]): string {
    let name = wishes.find((wish) => this.#isFree(wish));
    const last = wishes.at(-1) ?? wishes[0];
    for (let number = 2; name === undefined; number += 1) {
      if (this.#isFree(`${last}${number}`)) name = `${last}${number}`;
    }
    this.#taken.add(name);
    return name;
  }

  #isFree(name: string): boolean {
    return !this.#taken.has(name) && !RESERVED_WORDS.has(name);
  }
}

/** `user name`, `user.name` and `userName` as `UserName`; characters no name can hold are left out. */
export function pascalCase(text: string): string {
  return words(text).map(capitalized).join("");
}

/** Like {@link pascalCase}, beginning in lower case. Begins with `unnamed` where no letter is left to begin with. */
export function camelCase(text: string): string {
  const name = pascalCase(text);
  if (!/^[A-Za-z]/.test(name)) return `unnamed${name}`;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A word for many of what `word` is one of: `id` makes `ids`, `city` makes `cities`. */
export function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function words(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9]+/g) ?? [];
}
