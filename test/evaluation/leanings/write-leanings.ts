import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LEANINGS, type Leaning } from '../../../rules/leanings.ts';
import type { HeardWord } from './read-texts.ts';

/** A word and what it weighs, in tenths. */
export interface FittedWord extends HeardWord {
  readonly weight: number;
}

/** Beside the rules that go by them, `shared` has signs. */
const FILE = 'leaning-words.yml';

/** Writes a file for each language that lists words, and removes those of languages that list none any more. */
export async function writeLeanings(
  packsDir: string,
  languages: readonly string[],
  fitted: Readonly<Record<Leaning, readonly FittedWord[]>>,
): Promise<void> {
  await Promise.all(
    languages.map(async (language) => {
      const path = join(packsDir, language, FILE);
      const parts = LEANINGS.flatMap((toward) => {
        const own = fitted[toward].filter((one) => one.language === language);
        return own.length === 0 ? [] : [`  ${toward}:`, ...own.map(lineOf)];
      });
      if (parts.length === 0) await rm(path, { force: true });
      else await writeFile(path, `${[...headOf(language), ...parts].join('\n')}\n`);
    }),
  );
}

function headOf(language: string): readonly string[] {
  return [
    '# yaml-language-server: $schema=../../pack.schema.json',
    '# Fitted by `npm run -s fit:leanings -- --write`, never written by hand; what may not weigh is in rules/lint/never-leaning.ts.',
    `language: ${language}`,
    'about: "What words say for a text being an offer, or a call for help, all together."',
    'author: vigie',
    'review: { status: none }',
    'leanings:',
  ];
}

function lineOf({ word, weight }: FittedWord): string {
  return `    ${JSON.stringify(word)}: ${weight}`;
}
