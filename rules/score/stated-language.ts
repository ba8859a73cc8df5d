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

/** Languages that are written in more scripts than the one that Unicode holds likely. */
const FURTHER_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  sr: ['Latn'],
  bs: ['Cyrl'],
  uz: ['Cyrl', 'Arab'],
  kk: ['Latn', 'Arab'],
  ky: ['Latn', 'Arab'],
  tk: ['Cyrl', 'Arab'],
  az: ['Cyrl', 'Arab'],
  tt: ['Latn'],
  ug: ['Cyrl'],
  tg: ['Arab'],
  ku: ['Arab'],
  pa: ['Arab'],
  sd: ['Deva'],
  ms: ['Arab'],
};

/** Scripts that are several at once; of the Chinese ones each reads the other's signs. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hani', 'Hang'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};

/** A script by itself: "sr-Latn", "uz_Cyrl_UZ". */
const SCRIPT = /^[a-z]{2,3}[-_]([a-z]{4})(?:[-_]|$)/i;

const scripts = new Map<string, readonly string[]>();

/**
 * Whether two languages may be written in the same letters, as far as Unicode knows (likely subtags of the CLDR) and beside it.
 * @param tag the whole tag of `other`, which may name its script
 */
export function sharesScript(one: string, other: string, tag = other): boolean {
  const theirs = scriptsOf(other);
  const named = SCRIPT.exec(tag)?.[1]?.toLowerCase();
  return scriptsOf(one).some((script) => theirs.includes(script) || script.toLowerCase() === named);
}

/** Asked for nearly every short post; of each of a few hundred languages once. */
function scriptsOf(language: string): readonly string[] {
  const known = scripts.get(language);
  if (known !== undefined) return known;
  const likely = new Intl.Locale(language).maximize().script;
  const all = [...(likely === undefined ? [] : [likely]), ...(FURTHER_SCRIPTS[language] ?? [])];
  const parts = all.flatMap((script) => PARTS[script] ?? [script]);
  scripts.set(language, parts);
  return parts;
}
