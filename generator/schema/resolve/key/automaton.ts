import type { Pattern } from "./pattern.js";
import type { Symbols } from "./symbols.js";

/** A sign of a text that was read, as one of those a pattern has; `piece` counts the patterns of a key. */
export interface Place {
  readonly symbols: Symbols;
  readonly piece: number;
  /** Whether the text may end here. */
  readonly isLast: boolean;
  readonly next: readonly Place[];
}

/** Where texts of these patterns in a row can begin; they are never empty. */
export function automaton(pieces: readonly Pattern[]): readonly Place[] {
  const fragment = joined(pieces.map((pattern, piece) => compile(pattern, piece)));
  for (const place of fragment.last) place.isLast = true;
  return fragment.first;
}

interface OpenPlace extends Place {
  isLast: boolean;
  readonly next: OpenPlace[];
}

/** The places of a pattern: those a text of it begins with, and those it ends with. */
interface Fragment {
  readonly first: readonly OpenPlace[];
  readonly last: readonly OpenPlace[];
  readonly mayBeEmpty: boolean;
}

function compile(pattern: Pattern, piece: number): Fragment {
  switch (pattern.kind) {
    case "one": {
      const place = { symbols: pattern.of, piece, isLast: false, next: [] };
      return { first: [place], last: [place], mayBeEmpty: false };
    }
    case "sequence":
      return joined(pattern.of.map((part) => compile(part, piece)));
    case "either": {
      const parts = pattern.of.map((part) => compile(part, piece));
      return {
        first: parts.flatMap(({ first }) => first),
        last: parts.flatMap(({ last }) => last),
        mayBeEmpty: parts.some(({ mayBeEmpty }) => mayBeEmpty),
      };
    }
    case "repeated": {
      const { first, last } = compile(pattern.of, piece);
      connect(last, first);
      return { first, last, mayBeEmpty: true };
    }
  }
}

function joined(fragments: readonly Fragment[]): Fragment {
  let whole: Fragment = { first: [], last: [], mayBeEmpty: true };
  for (const { first, last, mayBeEmpty } of fragments) {
    connect(whole.last, first);
    whole = {
      first: whole.mayBeEmpty ? [...whole.first, ...first] : whole.first,
      last: mayBeEmpty ? [...whole.last, ...last] : last,
      mayBeEmpty: whole.mayBeEmpty && mayBeEmpty,
    };
  }
  return whole;
}

function connect(from: readonly OpenPlace[], to: readonly OpenPlace[]): void {
  for (const place of from) place.next.push(...to);
}
