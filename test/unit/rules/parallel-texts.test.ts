import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Assessment, Scorer } from '../../../rules/index.ts';
import { LANES, type Parallel, scoreParallel, TOLERANCE } from '../../evaluation/parallel.ts';
import { parallelTable } from '../../evaluation/parallel-report.ts';
import { type ParallelText, readParallel } from '../../evaluation/read-parallel.ts';
import { shippedPacks, shippedScorer } from './shipped-packs.ts';

const DIR = join(import.meta.dirname, '../../fixtures/evaluation/parallel');

let scorer: Scorer;
let texts: readonly ParallelText[];
let scored: readonly Parallel[];
beforeAll(async () => {
  scorer = await shippedScorer();
  texts = await readParallel(DIR);
  scored = scoreParallel(texts, scorer);
}, 120_000);

/** A line that is right, but for what a test changes. */
const line = (changed: object) =>
  JSON.stringify({
    id: 'warning',
    language: 'de',
    script: 'Latn',
    text: 'Glaubt ihnen nicht.',
    translation: { status: 'ours-needs-native-review', by: 'the project' },
    ...changed,
  });

/** Reads one file of these lines as a translator might deliver it. */
async function delivered(lines: readonly string[], name = 'de.ndjson'): Promise<readonly ParallelText[]> {
  const dir = await mkdtemp(join(tmpdir(), 'parallel-'));
  try {
    await writeFile(join(dir, name), lines.join('\n'));
    return await readParallel(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

describe('the same text in every language', () => {
  it('is there once in each language and romanised form of the packs', async () => {
    const languages = new Set(shippedPacks().map(({ language }) => language));
    languages.delete('shared');
    expect(languages.size).toBe(45);
    const wanted = [...languages].flatMap((language) => [...LANES.keys()].map((id) => `${language} ${id}`));
    expect(texts.map(({ language, id }) => `${language} ${id}`).toSorted()).toEqual(wanted.toSorted());
    // Reads every pack, 20 s of computing on a machine that does other things.
  }, 120_000);

  it('is written in the script that its line names', () => {
    const strayed = texts.filter(({ text, script }) => {
      const isOwn = new RegExp(`\\p{Script=${script === 'Hans' ? 'Hani' : script}}`, 'u');
      const letters = text.replace(/@\w+/g, '').match(/\p{L}/gu) ?? [];
      const own = letters.filter((letter) => isOwn.test(letter));
      return own.length < 0.6 * letters.length;
    });
    expect(strayed).toEqual([]);
  });

  it('names no address but those that nobody can have', () => {
    const addresses = texts.flatMap(({ text }) => text.match(/@\w+|\+[\d ]*\d|https?:\S+/g) ?? []);
    expect([...new Set(addresses)].toSorted()).toEqual(['+44 20 7946 0000', '@example_handle']);
  });

  it('ends in the right lane in every language', () => {
    expect(scored.flatMap(({ id, wrongLane }) => wrongLane.map((one) => ({ id, ...one })))).toEqual([]);
  });

  it('scores within the tolerance of the median in every language, where it is an offer', () => {
    expect(scored.flatMap(({ id, outside }) => outside.map((one) => ({ id, ...one })))).toEqual([]);
  });

  it('says of how many translations somebody stands for them by trade, the source left out', () => {
    const [english, ours] = ['en', 'de'].map((language) => texts.filter((one) => one.language === language));
    const [first, ...rest] = ours ?? [];
    if (english === undefined || first === undefined) throw new Error('expected texts in English and German');
    const some: ParallelText[] = [
      ...english,
      { ...first, translation: { status: 'professional', by: 'A. Translator' } },
      ...rest,
    ];
    expect(parallelTable(some, [])).toMatch(/Of 10 translations\s+1 are professional and 9 ours/);
  });
});

describe('a warning of those who vanish with the money', () => {
  it('hides nobody who is missing', () => {
    const families = [
      'Do not trust them, they take your money and disappear. My brother is missing since he took their boat.',
      'My son is missing since the boat left. Do not believe these people, they take your money.',
    ];
    expect(families.map((text) => scorer.score({ text }).lane)).toEqual(['protect', 'protect']);
  });
});

describe('the comparison of languages', () => {
  const offer = (language: string): ParallelText => ({
    id: 'draft-exit',
    language,
    script: 'Latn',
    text: `an offer in ${language}`,
    translation: { status: 'ours-needs-native-review', by: 'the project' },
  });
  const scores: Record<string, [Assessment['lane'], number | null]> = {
    de: ['review', 20],
    en: ['review', 20 + TOLERANCE],
    fr: ['review', 21 + TOLERANCE],
    it: ['none', 19 - TOLERANCE],
    pl: ['protect', null],
    pt: ['review', 20],
  };
  const invented = {
    score: ({ text }: { text: string }) => {
      const [lane, score] = scores[text.slice(-2)] ?? ['none', 0];
      return { lane, score } as Assessment;
    },
  };

  it('names who is in another lane, and who lies further from the median than the tolerance', () => {
    const offers = Object.keys(scores).map(offer);
    const found = scoreParallel(offers, invented).find(({ id }) => id === 'draft-exit');
    expect(found?.spread).toEqual({ low: 9, median: 20, high: 31 });
    expect(found?.wrongLane.map(({ language }) => language)).toEqual(['it', 'pl']);
    expect(found?.outside.map(({ language }) => language)).toEqual(['fr', 'it']);
    expect(parallelTable(offers, found === undefined ? [] : [found])).toContain(
      '| draft-exit | review | 4/6 | 9 | 20 | 31 | 2 | it (none), pl (protect) | fr (31), it (9) |',
    );
  });
});

describe('a delivered translation', () => {
  it('is professional where somebody stands for it by name', async () => {
    const by = { translation: { status: 'professional', by: 'A. Translator, Example Agency' } };
    expect((await delivered([line(by)])).map(({ translation }) => translation)).toEqual([by.translation]);
  });

  it('is refused with all faults at once, each with its line and what was expected', async () => {
    const bad = delivered([
      line({ translation: { status: 'professional', by: 'the project' } }),
      '{"id": ',
      line({ translation: { status: 'reviewed', by: 'somebody' } }),
      line({ language: 'fr' }),
    ]);
    await expect(bad).rejects.toThrow(
      /de\.ndjson:1: translation\.by: expected the name.*\nde\.ndjson:2: expected one JSON object a line\nde\.ndjson:3: translation\.status: .*\nde\.ndjson:4: expected it in fr\.ndjson/,
    );
  });
});
