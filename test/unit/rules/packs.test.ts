import { describe, expect, it } from 'vitest';
import { parsePacks, readPackFiles, runExamples, shippedPacksDir } from '../../../rules/index.ts';

const { located } = parsePacks(readPackFiles(shippedPacksDir()).sources);
const { count, failures } = runExamples(located);

describe('the shipped packs', () => {
  it('show what they find and what they leave alone', () => {
    expect(count).toBeGreaterThan(800);
  });

  it.each(located.map(({ pack }) => pack.file))('%s comes out as it says', (file) => {
    const wrong = failures.filter((failure) => failure.file === file);
    expect(
      wrong.map(({ line, rule, expected, text, found }) => ({ line, rule, expected, text, found })),
    ).toEqual([]);
  });
});
