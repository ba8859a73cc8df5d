import type { Normalised } from './normalise.ts';

/** Ranges of normalised units; a script used by one language of ours already is the answer. */
const SCRIPT_RANGES: readonly (readonly [script: string, first: number, last: number])[] = [
  ['latin', 0x61, 0x7a],
  ['latin', 0xdf, 0x24f],
  ['el', 0x370, 0x3ff],
  ['cyrillic', 0x400, 0x52f],
  ['he', 0x590, 0x5ff],
  ['arabic', 0x600, 0x77f],
  ['hi', 0x900, 0x97f],
  ['bn', 0x980, 0x9ff],
  ['pa', 0xa00, 0xa7f],
  ['ta', 0xb80, 0xbff],
  ['si', 0xd80, 0xdff],
  ['th', 0xe00, 0xe7f],
  ['my', 0x1000, 0x109f],
  ['ka', 0x10a0, 0x10ff],
  ['ko', 0x1100, 0x11ff],
  ['ethiopic', 0x1200, 0x139f],
  ['ja', 0x3040, 0x30ff],
  ['zh', 0x4e00, 0x9fff],
];

/** 1-based index into SCRIPT_RANGES by unit; 0 for no script. */
const rangeOf = new Uint8Array(0x10000);
SCRIPT_RANGES.forEach(([, first, last], index) => {
  rangeOf.fill(index + 1, first, last + 1);
});

/** Letters of the original text that only one of the languages sharing a script uses. */
const TELLING: Readonly<Record<string, readonly (readonly [language: string, letters: RegExp])[]>> = {
  arabic: [
    ['ckb', /[ڕڵۆێ]|ە(?:وە)?(?:\s|$)/u],
    ['ps', /[ښځڅږړټډګ]/u],
    ['ur', /[ٹڈڑےںہھ]/u],
    ['fa', /[پچژگیک]/u],
    ['ar', /[\u0600-\u06FF]/u],
  ],
  cyrillic: [
    ['be', /ў/iu],
    ['uk', /[іїєґ]/iu],
    ['ru', /[Ѐ-ӿ]/u],
  ],
  ethiopic: [
    ['ti', /[ኣቐቑቒቓቔቕቖ]|ኣብ|እዩ/u],
    ['am', /[\u1200-\u139F]/u],
  ],
};

/** Units looked at: the guess is a label, and the beginning of a post is enough for one. */
const SAMPLE_UNITS = 400;

/** What the letters of a post say of its language: `und` when it has none or nothing tells. Never a condition of any rule. */
export function guessLanguage(post: { readonly text: string; readonly normalised: Normalised }): string {
  const script = mainScript(post.normalised);
  if (script === null) return 'und';
  const telling = TELLING[script];
  if (telling !== undefined) {
    const { to, length } = post.normalised;
    // As far as the script was told by: blanks and what nobody sees in front of a post are no part of it, and letters may be in their shapes.
    const sample = post.text.slice(0, to[Math.min(length, SAMPLE_UNITS) - 1]).normalize('NFKC');
    return telling.find(([, letters]) => letters.test(sample))?.[0] ?? 'und';
  }
  return script === 'latin' ? 'und' : script;
}

/** Reused: a fresh array per post would cost as much as the counting. */
const counts = new Uint16Array(SCRIPT_RANGES.length + 1);

function mainScript(normalised: Normalised): string | null {
  counts.fill(0);
  const { units } = normalised;
  const length = Math.min(normalised.length, SAMPLE_UNITS);
  let best = 0;
  let bestCount = 0;
  for (let i = 0; i < length; i += 1) {
    const range = rangeOf[units[i] ?? 0] ?? 0;
    if (range === 0) continue;
    const count = (counts[range] ?? 0) + 1;
    counts[range] = count;
    if (count > bestCount) {
      best = range;
      bestCount = count;
    }
  }
  return best === 0 ? null : (SCRIPT_RANGES[best - 1]?.[0] ?? null);
}
