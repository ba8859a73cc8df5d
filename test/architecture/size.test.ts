import { describe, expect, it } from 'vitest';
import { ROOMS, sourceFiles, sourceText } from './support/source-files.ts';

const LONGEST = 400;
const LONG = 250;

/**
 * Files over 250 lines when this list was made, with their length then. The list only shrinks: split a file rather
 * than add it here, and lower a number when its file has become shorter.
 */
const KNOWN_LONG: Readonly<Record<string, number>> = {
  // One sentence of the interface a line, side by side with the other languages.
  'dashboard/web/messages/ar.ts': 276,
  'dashboard/web/messages/en.ts': 288,
  'dashboard/web/messages/fr.ts': 289,
};

const lengths = new Map(
  sourceFiles([...ROOMS, 'test']).map((file) => [file, sourceText(file).split('\n').length - 1]),
);
const longerThan = (limit: (file: string) => number) =>
  [...lengths].filter(([file, lines]) => lines > limit(file)).map((pair) => pair.join(': '));

describe('source files', () => {
  it(`have at most ${LONGEST} lines`, () => {
    expect(longerThan(() => LONGEST)).toEqual([]);
  });

  it(`have at most ${LONG} lines, or no more than they had`, () => {
    // A test file is a list of cases: it may grow to the cap.
    const limit = (file: string) => KNOWN_LONG[file] ?? (file.startsWith('test/') ? LONGEST : LONG);
    expect(longerThan(limit)).toEqual([]);
  });

  it('leave the list of long files once they are short', () => {
    expect(Object.keys(KNOWN_LONG).filter((file) => (lengths.get(file) ?? 0) <= LONG)).toEqual([]);
  });
});
