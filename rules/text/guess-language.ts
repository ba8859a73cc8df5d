import type { Normalised } from './normalise.ts';

/** Scripts whose share decides the guess, by ranges of normalised units. */
function scriptOf(unit: number): string | null {
  if (unit >= 97 && unit <= 0x24f) return unit <= 122 || unit >= 0xdf ? 'latin' : null;
  if (unit < 0x370) return null;
  if (unit <= 0x3ff) return 'el';
  if (unit <= 0x52f) return 'cyrillic';
  if (unit >= 0x590 && unit <= 0x5ff) return 'he';
  if (unit >= 0x600 && unit <= 0x77f) return 'arabic';
  if (unit >= 0x900 && unit <= 0x97f) return 'hi';
  if (unit >= 0x980 && unit <= 0x9ff) return 'bn';
  if (unit >= 0xa00 && unit <= 0xa7f) return 'pa';
  if (unit >= 0xb80 && unit <= 0xbff) return 'ta';
  if (unit >= 0xd80 && unit <= 0xdff) return 'si';
  if (unit >= 0xe00 && unit <= 0xe7f) return 'th';
  if (unit >= 0x1000 && unit <= 0x109f) return 'my';
  if (unit >= 0x10a0 && unit <= 0x10ff) return 'ka';
  if (unit >= 0x1100 && unit <= 0x11ff) return 'ko';
  if (unit >= 0x1200 && unit <= 0x139f) return 'am';
  if (unit >= 0x3040 && unit <= 0x30ff) return 'ja';
  if (unit >= 0x4e00 && unit <= 0x9fff) return 'zh';
  return null;
}

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
  am: [
    ['ti', /[ኣቐቑቒቓቔቕቖ]|ኣብ|እዩ/u],
    ['am', /[\u1200-\u139F]/u],
  ],
};

/** Units looked at: the guess is a label, and the beginning of a post is enough for one. */
const SAMPLE_UNITS = 400;

/** A script-first guess: `und` when the post has no letters or nothing tells. Never a condition of any rule. */
export function guessLanguage(post: {
  text: string;
  normalised: Normalised;
  markers: ReadonlyMap<number, number>;
  languages: readonly string[];
}): string {
  const script = mainScript(post.normalised);
  if (script === null) return 'und';
  const telling = TELLING[script];
  if (telling !== undefined) {
    const sample = post.text.slice(0, SAMPLE_UNITS);
    return telling.find(([, letters]) => letters.test(sample))?.[0] ?? 'und';
  }
  return script === 'latin' ? mostMarked(post.markers, post.languages) : script;
}

function mainScript(normalised: Normalised): string | null {
  const counts = new Map<string, number>();
  const length = Math.min(normalised.length, SAMPLE_UNITS);
  let best: string | null = null;
  let bestCount = 0;
  for (let i = 0; i < length; i += 1) {
    const script = scriptOf(normalised.units[i] ?? 0);
    if (script === null) continue;
    const count = (counts.get(script) ?? 0) + 1;
    counts.set(script, count);
    if (count > bestCount) {
      best = script;
      bestCount = count;
    }
  }
  return best;
}

function mostMarked(markers: ReadonlyMap<number, number>, languages: readonly string[]): string {
  let best = 'und';
  let bestCount = 0;
  languages.forEach((language, index) => {
    const count = markers.get(index) ?? 0;
    if (count > bestCount) {
      best = language;
      bestCount = count;
    }
  });
  return best;
}
