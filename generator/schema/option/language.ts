import type { Language } from "../model.js";
import { oneWord, type OptionKind } from "./kind.js";

export type { Language } from "../model.js";

/** What the output of a schema is written in that does not say. */
export const DEFAULT_LANGUAGE: Language = "ts";

/** What the output is written in. */
export const LANGUAGE: OptionKind<Language> = oneWord("ts", "js");
