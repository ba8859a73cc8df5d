/** Scripts of the languages that the rules read, by the first and last code unit of their letters (ISO 15924, Unicode). */
const RANGES = [
  ['Latn', 0x41, 0x24f],
  ['Grek', 0x370, 0x3ff],
  ['Cyrl', 0x400, 0x52f],
  ['Hebr', 0x590, 0x5ff],
  ['Arab', 0x600, 0x77f],
  ['Deva', 0x900, 0x97f],
  ['Beng', 0x980, 0x9ff],
  ['Guru', 0xa00, 0xa7f],
  ['Taml', 0xb80, 0xbff],
  ['Sinh', 0xd80, 0xdff],
  ['Thai', 0xe00, 0xe7f],
  ['Mymr', 0x1000, 0x109f],
  ['Geor', 0x10a0, 0x10ff],
  ['Ethi', 0x1200, 0x139f],
  ['Jpan', 0x3040, 0x30ff],
  ['Hani', 0x4e00, 0x9fff],
  ['Hang', 0xac00, 0xd7af],
  ['Arab', 0xfb50, 0xfdff],
  ['Arab', 0xfe70, 0xfefc],
] as const;

/** `Zyyy`: no letters at all. */
type Script = (typeof RANGES)[number][0] | 'Zyyy';

const SCRIPTS: readonly Script[] = [...new Set(RANGES.map(([script]) => script))];

/** 1-based index into `SCRIPTS` by code unit; 0 for what is no letter of them. */
const scriptAt = new Uint8Array(0x10000);
for (const [script, first, last] of RANGES) {
  scriptAt.fill(SCRIPTS.indexOf(script) + 1, first, last + 1);
}
// Between the capital and the small letters, and behind them, stand signs.
for (const [first, last] of [
  [0x5b, 0x60],
  [0x7b, 0xbf],
] as const)
  scriptAt.fill(0, first, last + 1);

/** Units looked at: the beginning of a post tells its script. */
const SAMPLE_UNITS = 400;
const counts = new Uint16Array(SCRIPTS.length + 1);

/** The script of most letters in the beginning of a text. */
export function scriptOf(text: string): Script {
  counts.fill(0);
  const end = Math.min(text.length, SAMPLE_UNITS);
  for (let at = 0; at < end; at += 1) {
    const script = scriptAt[text.charCodeAt(at)] ?? 0;
    counts[script] = (counts[script] ?? 0) + 1;
  }
  let most = 0;
  for (let script = 1; script < counts.length; script += 1) {
    if ((counts[script] ?? 0) > (most === 0 ? 0 : (counts[most] ?? 0))) most = script;
  }
  return SCRIPTS[most - 1] ?? 'Zyyy';
}
