import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type BackgroundPost,
  lintPacks,
  parsePacks,
  readPackFiles,
  runExamples,
  shippedPacksDir,
} from '../../../rules/index.ts';
import { shippedParsed } from './shipped-packs.ts';

/** From the files themselves: other tests take what the build kept of them. */
const shipped = parsePacks(readPackFiles(shippedPacksDir()).sources);
const { located } = shipped;
const { count, failures } = runExamples(located);

const CASES = join(import.meta.dirname, '../../fixtures/evaluation');

/** Posts of the sets that were worked with which are nobody's offer, in languages that have enough of them to say what is common. */
function harmlessCases(): readonly BackgroundPost[] {
  return ['tuned', 'widened', 'lookalikes'].flatMap((set) =>
    readdirSync(join(CASES, set))
      .filter((file) => /^(?:en|ru)\./.test(file))
      .flatMap((file) =>
        readFileSync(join(CASES, set, file), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line): BackgroundPost & { readonly label: string } => JSON.parse(line))
      .filter(({ label }) => label === 'not_offer'),
  );
}

function isBroad({ code }: { readonly code: string }): boolean {
  return code === 'rules.broad-term';
}

describe('the shipped packs', () => {
  it('are kept by the build as their files say', () => {
    const kept = shippedParsed();
    expect(kept.digest).toBe(shipped.digest);
    expect(kept.located.map(({ pack }) => pack)).toStrictEqual(located.map(({ pack }) => pack));
  });

  it('show what they find and what they leave alone', () => {
    expect(count).toBeGreaterThan(800);
  });

  it('show three examples each way in every language, and hold no term that no post can contain', () => {
    const findings = lintPacks(shipped, harmlessCases());
    const [broad, others] = [findings.filter(isBroad), findings.filter((one) => !isBroad(one))];
    expect(others).toEqual([]);
    // Written to resemble offers, so shares of one in two hundred say little here; one in ten would be a word of every day.
    expect(broad.filter(({ message }) => Number(/in ([\d.]+) % of/.exec(message)?.[1]) >= 10)).toEqual([]);
    // What a language lists is named where it is mended: in its own words, not in the rule that all share.
    expect(broad.find(({ message }) => message.includes('"звоните"'))?.file).toBe('ru/words.yml');
  }, 240_000);

  it.each(located.map(({ pack }) => pack.file))('%s comes out as it says', (file) => {
    const wrong = failures.filter((failure) => failure.file === file);
    expect(
      wrong.map(({ line, rule, expected, text, found }) => ({ line, rule, expected, text, found })),
    ).toEqual([]);
  });
});
