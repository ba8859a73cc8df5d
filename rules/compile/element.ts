/** What a token can stand for in the compiled rules: an index into one shared numbering of term elements. */
export type Element = number;

/** Index into `CompiledRules.languages`; -1 for lists and rules that speak in every language. */
export type LanguageIndex = number;
export const ANY_LANGUAGE: LanguageIndex = -1;
