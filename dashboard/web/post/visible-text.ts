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

/** What stands around the text, when it is a part of a longer one, and how many codes may be elements of their own. */
export interface Surroundings {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly maxHidden?: number;
}

/**
 * Splits text into plain runs and hidden characters. Equal neighbours are one run with a count. A joiner between
 * letters of a joining script, or inside an emoji, is part of correct writing and seen by its effect: it stays. Beyond
 * `maxHidden` the codes are plain text: a post that is made of them must not stop the page.
 */
export function visibleRuns(text: string, around: Surroundings = {}): TextRun[] {
  const characters = [...text.replace(/\r\n?/g, '\n')];
  const { maxHidden = Number.POSITIVE_INFINITY } = around;
  const neighbour = (at: number) =>
    at < 0 ? around.before : at >= characters.length ? around.after : characters[at];
  const runs: TextRun[] = [];
  let plain = '';
  let hidden: { character: string; count: number } | null = null;
  let hiddenCount = 0;
  const endPlain = () => {
    if (plain !== '') runs.push({ kind: 'plain', text: plain });
    plain = '';
  };
  const endHidden = () => {
    if (hidden === null) return;
    const code = codeOf(hidden.character);
    hiddenCount += 1;
    if (hiddenCount > maxHidden) plain += `[${hiddenLabel(code, hidden.count)}]`;
    else {
      endPlain();
      runs.push({ kind: 'hidden', code, name: NAMES[code] ?? '', count: hidden.count });
    }
    hidden = null;
  };
  characters.forEach((character, at) => {
    if (!HIDDEN.test(character) || isProperJoiner(character, neighbour(at - 1), neighbour(at + 1))) {
      endHidden();
      plain += character;
    } else if (hidden?.character === character) hidden.count += 1;
    else {
      endHidden();
      hidden = { character, count: 1 };
    }
  });
  endHidden();
  endPlain();
  return runs;
}

/** How a hidden character is written where it stood. */
export function hiddenLabel(code: string, count: number): string {
  return count === 1 ? `U+${code}` : `U+${code} ×${count}`;
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
