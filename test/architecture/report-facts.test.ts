import { describe, expect, it } from 'vitest';
import { FACTS } from '../../queue/report/facts.ts';
import { sourceFiles, sourceText } from './support/source-files.ts';

/** What reads entries, or has words for them. */
const READERS = /^queue\/(?:report|contracts)\/|^dashboard\/web\/messages\//;

describe('counts of the transparency report', () => {
  it('EVA-02 are of kinds of entries that something still writes', () => {
    const writers = sourceFiles(['queue', 'workers', 'bin', 'dashboard'])
      .filter((file) => !READERS.test(file))
      .map((file) => sourceText(file));
    const kinds = new Set(FACTS.flatMap(({ of }) => of.map((name) => name.split(' ')[0] ?? name)));
    expect(kinds.size).toBeGreaterThan(20);
    const unwritten = [...kinds].filter((kind) => !writers.some((text) => text.includes(`'${kind}'`)));
    expect(unwritten).toEqual([]);
  });
});
