import { describe, expect, it } from 'vitest';
import { lintPacks, parsePacks, readPackFiles, runExamples, shippedPacksDir } from '../../../rules/index.ts';

const shipped = parsePacks(readPackFiles(shippedPacksDir()).sources);
const { located } = shipped;
const { count, failures } = runExamples(located);

describe('the shipped packs', () => {
  it('show what they find and what they leave alone', () => {
    expect(count).toBeGreaterThan(800);
  });

  it('show three examples each way in every language, and hold no term that no post can contain', () => {
    expect(lintPacks(shipped)).toEqual([]);
  }, 120_000);

  it.each(located.map(({ pack }) => pack.file))('%s comes out as it says', (file) => {
    const wrong = failures.filter((failure) => failure.file === file);
    expect(
      wrong.map(({ line, rule, expected, text, found }) => ({ line, rule, expected, text, found })),
    ).toEqual([]);
  });
});
