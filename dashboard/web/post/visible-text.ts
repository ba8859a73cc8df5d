/** A run of a post's text: shown as it is, or a hidden character shown as its code. */
export type TextRun =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'hidden'; readonly code: string; readonly name: string; readonly count: number };

// Direction controls, zero-width and other invisible characters, control codes, line and paragraph separators. Variation
// selectors stay: they choose the look of an emoji.
const HIDDEN =
  /(?![\n\t]|\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\ufff9-\ufffb]/u;
const JOINER = /^[\u200c\u200d]$/;
const JOINING_SCRIPT =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Rohg}\p{scx=Mong}]/u;
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Variation_Selector}/u;

const NAMES: Readonly<Record<string, string>> = {
  '00AD': 'soft hyphen',
  '061C': 'Arabic letter mark',
  '200B': 'zero width space',
  '200C': 'zero width non-joiner',
  '200D': 'zero width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'pop directional formatting',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'pop directional isolate',
  FEFF: 'byte order mark',
};

/**
 * Splits text into plain runs and hidden characters. Equal neighbours are one run with a count. A joiner between
 * letters of a joining script, or inside an emoji, is part of correct writing and seen by its effect: it stays.
 */
export function visibleRuns(text: string): TextRun[] {
  const characters = [...text.replace(/\r\n?/g, '\n')];
  const runs: TextRun[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') runs.push({ kind: 'plain', text: plain });
    plain = '';
  };
  characters.forEach((character, at) => {
    if (!HIDDEN.test(character) || isProperJoiner(character, characters[at - 1], characters[at + 1])) {
      plain += character;
      return;
    }
    flush();
    const code = codeOf(character);
    const last = runs.at(-1);
    if (last?.kind === 'hidden' && last.code === code)
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ kind: 'hidden', code, name: NAMES[code] ?? '', count: 1 });
  });
  flush();
  return runs;
}

/** Whether `visibleRuns` would show any code, so that the page explains them. */
export function hasHidden(text: string): boolean {
  return visibleRuns(text).some((run) => run.kind === 'hidden');
}

function isProperJoiner(character: string, before: string | undefined, after: string | undefined): boolean {
  if (!JOINER.test(character) || before === undefined || after === undefined) return false;
  if (JOINING_SCRIPT.test(before) && JOINING_SCRIPT.test(after)) return true;
  return character === '\u200d' && EMOJI.test(before) && EMOJI.test(after);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
