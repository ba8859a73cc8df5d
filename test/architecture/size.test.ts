import { describe, expect, it } from 'vitest';
import { ROOMS, sourceFiles, sourceText } from './support/source-files.ts';

const LONGEST = 400;
const LONG = 250;

/** Files that are lists, one thing after the other: cases of a test, sentences of the interface. */
const LIST = /^test\/|^dashboard\/web\/messages\//;

/** Files that were too long when this test came, with their length then. This list only shrinks. */
const KNOWN_LONG: Readonly<Record<string, number>> = {};

/** TypeScript, AssemblyScript, plain modules and C. */
const CODE = /\.(tsx?|as|mjs|c)$/;

const lengths = new Map(
  sourceFiles([...ROOMS, 'test'], CODE).map((file) => [file, sourceText(file).split('\n').length - 1]),
);
const limitOf = (file: string) => KNOWN_LONG[file] ?? (LIST.test(file) ? LONGEST : LONG);

describe('source files', () => {
  it(`have at most ${LONG} lines, lists at most ${LONGEST}`, () => {
    const tooLong = [...lengths].filter(([file, lines]) => lines > limitOf(file));
    expect(tooLong.map((pair) => pair.join(': '))).toEqual([]);
  });

  it('leave the list of long files once they are short', () => {
    expect(Object.keys(KNOWN_LONG).filter((file) => (lengths.get(file) ?? 0) <= LONG)).toEqual([]);
  });
});
