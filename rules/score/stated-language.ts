/** A language, and what else a tag says about it: "pt-BR", "zh_TW". */
const PRIMARY = /^([a-z]{2,3})(?:[-_]|$)/;
/** Several, none, not known or no human one, and what is kept for private use (ISO 639-2): nobody reads these. */
const NO_LANGUAGE = /^(?:mul|mis|und|zxx|art|q[a-t][a-z])$/;

/**
 * The language that a source or a page states, as it is called today ("iw" is Hebrew, "ara" Arabic), without script and region; null
 * where it states none.
 * @param isListed whether packs know a language by this name: it keeps it, also where Unicode counts it to a larger one ("prs")
 */
export function statedLanguage(tag: string | undefined, isListed: (tag: string) => boolean): string | null {
  const primary = PRIMARY.exec(tag?.toLowerCase() ?? '')?.[1];
  if (primary === undefined || NO_LANGUAGE.test(primary)) return null;
  return isListed(primary) ? primary : new Intl.Locale(primary).language;
}

/** Whether both are written in the same letters, as far as Unicode knows (likely subtags of the CLDR). */
export function sharesScript(one: string, other: string): boolean {
  return new Intl.Locale(one).maximize().script === new Intl.Locale(other).maximize().script;
}
