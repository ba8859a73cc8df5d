/**
 * The small dialect patterns may use, chosen so that a match costs a bounded number of steps per place in the text:
 * no `*` or `+` (write `{0,9}` or `{1,9}`), no repeated group that repeats inside (`?` and `{3}` are repeats), no
 * look-around, no references, no captures. The product of all choices is capped as well, those of every round of a
 * repeat among them.
 */
const MAX_REPEAT = 60;
const MAX_CHOICES = 20_000;

/** What is wrong with the pattern, or null when it is fine. */
export function patternFault(source: string): string | null {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `expected a valid pattern, found ${error instanceof Error ? error.message : 'an error'}`;
  }
  const reader: Reader = { source, at: 0 };
  const found = readAlternatives(reader);
  if (typeof found === 'string') return found;
  if (found.choices > MAX_CHOICES)
    return `expected at most ${MAX_CHOICES} ways to match at one place, found ${told(found.choices)}; narrow the repeats`;
  // Only now: running a pattern that is not bounded could hang here already.
  return matchesNothing(source)
    ? 'expected a pattern that needs at least one character, found one that matches nothing'
    : null;
}

function told(choices: number): string {
  return Number.isSafeInteger(choices) ? String(choices) : 'more than can be counted';
}

function matchesNothing(source: string): boolean {
  return new RegExp(`^(?:${source})$`, 'u').test('');
}

interface Reader {
  readonly source: string;
  at: number;
}

/** How many ways a part can match at one place, and whether it holds a repeat. */
interface Part {
  readonly choices: number;
  readonly hasRepeat: boolean;
}

function readAlternatives(reader: Reader): Part | string {
  let choices = 0;
  let hasRepeat = false;
  for (;;) {
    const branch = readSequence(reader);
    if (typeof branch === 'string') return branch;
    choices += branch.choices;
    hasRepeat ||= branch.hasRepeat;
    if (reader.source[reader.at] !== '|') return { choices, hasRepeat };
    reader.at += 1;
  }
}

function readSequence(reader: Reader): Part | string {
  let choices = 1;
  let hasRepeat = false;
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    const atom = readAtom(reader);
    if (typeof atom === 'string') return atom;
    const repeat = readRepeat(reader);
    if (typeof repeat === 'string') return repeat;
    if (repeat.max > 1 && atom.hasRepeat) {
      return `expected no repeat inside a repeat, found one before column ${reader.at + 1} of the pattern`;
    }
    choices *= atom.choices ** repeat.max * repeat.width;
    hasRepeat ||= atom.hasRepeat || repeat.max > 1 || repeat.width > 1;
  }
  return { choices, hasRepeat };
}

function readAtom(reader: Reader): Part | string {
  const { source } = reader;
  const character = source[reader.at];
  if (character === '(') return readGroup(reader);
  if (character === '[') {
    reader.at = classEnd(source, reader.at);
  } else if (character === '\\') {
    const next = source[reader.at + 1] ?? '';
    if (/[1-9k]/.test(next)) return `expected no back-reference, found "\\${next}"`;
    const close = (next === 'p' || next === 'P' || next === 'u') && source[reader.at + 2] === '{';
    reader.at = close ? source.indexOf('}', reader.at) + 1 : reader.at + (next === 'u' ? 6 : 2);
  } else {
    reader.at += String.fromCodePoint(source.codePointAt(reader.at) ?? 0).length;
  }
  return { choices: 1, hasRepeat: false };
}

function readGroup(reader: Reader): Part | string {
  if (!reader.source.startsWith('(?:', reader.at)) {
    return `expected only "(?:...)" groups, found "${reader.source.slice(reader.at, reader.at + 4)}"`;
  }
  reader.at += 3;
  const inner = readAlternatives(reader);
  reader.at += 1;
  return inner;
}

function classEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at + 1;
}

function readRepeat(reader: Reader): { width: number; max: number } | string {
  const { source } = reader;
  const sign = source[reader.at];
  if (sign === '*' || sign === '+') return `expected a bounded repeat such as "{0,9}", found "${sign}"`;
  let repeat = { width: 1, max: 1 };
  if (sign === '?') {
    reader.at += 1;
    repeat = { width: 2, max: 1 };
  } else if (sign === '{') {
    const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(source.slice(reader.at));
    if (found === null) return `expected "{n}" or "{n,m}", found "${source.slice(reader.at, reader.at + 6)}"`;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : Number(found[3] === '' ? Number.POSITIVE_INFINITY : found[3]);
    if (max > MAX_REPEAT) return `expected a repeat of at most ${MAX_REPEAT}, found "${found[0]}"`;
    reader.at += found[0].length;
    repeat = { width: max - min + 1, max };
  } else return repeat;
  if (source[reader.at] === '?') reader.at += 1;
  return repeat;
}
