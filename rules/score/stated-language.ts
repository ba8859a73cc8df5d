/** A language, and what else a tag says about it: "pt-BR", "zh_TW". */
const PRIMARY = /^([a-z]{2,3})(?:[-_]|$)/i;
/** Several, none, not known or no human one, and what is kept for private use (ISO 639-2): nobody reads these. */
const NO_LANGUAGE = /^(?:mul|mis|und|zxx|art|q[a-t][a-z])$/;

/** The language of a tag as it stands there, without script and region; null for what is no tag. */
export function primaryTag(tag: string | undefined): string | null {
  return tag === undefined ? null : (PRIMARY.exec(tag)?.[1]?.toLowerCase() ?? null);
}

/**
 * The language that a primary tag names, as it is called today ("iw" is Hebrew, "ara" Arabic); null where it names none.
 * @param isListed whether packs know a language by this name: it keeps it, also where Unicode counts it to a larger one ("prs")
 */
export function statedLanguage(primary: string, isListed: (tag: string) => boolean): string | null {
  if (NO_LANGUAGE.test(primary)) return null;
  return isListed(primary) ? primary : new Intl.Locale(primary).language;
}

const scripts = new Map<string, string | undefined>();

/** Whether both are written in the same letters, as far as Unicode knows (likely subtags of the CLDR). */
export function sharesScript(one: string, other: string): boolean {
  return scriptOf(one) === scriptOf(other);
}

/** Asked for nearly every short post; of each of a few hundred languages once. */
function scriptOf(language: string): string | undefined {
  if (!scripts.has(language)) scripts.set(language, new Intl.Locale(language).maximize().script);
  return scripts.get(language);
}
