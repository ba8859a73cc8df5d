import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';

/** Eyes, hearts, thumbs, speech, heads and what stands for passing on. */
const COUNTERS: ReadonlySet<string> = new Set(
  '👁 👀 ❤ ♥ ♡ 🤍 👍 👎 💬 🗨 🗯 👤 👥 🔁 🔄 🔃 ↻ ⟳ 🔂 📈'.split(' '),
);

/** Whether a unit is a picture or the first half of one, an arrow or another drawn sign. */
export function isDrawn(unit: number): boolean {
  return (unit >= 0x2190 && unit < 0x2c00) || (unit >= 0xd83c && unit <= 0xd83e);
}

/** Whether a token is a picture that counts readers and what they do: "👁 1500 ❤ 350". */
export function countsReaders({ units }: Normalised, tokens: Tokens, at: number): boolean {
  if (at < 0 || at >= tokens.length) return false;
  const start = tokens.start[at] ?? 0;
  if (!isDrawn(units[start] ?? 0)) return false;
  return COUNTERS.has(String.fromCharCode(...units.subarray(start, tokens.end[at])));
}
