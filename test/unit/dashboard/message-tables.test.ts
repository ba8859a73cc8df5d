import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../dashboard/web/messages/index.ts';

type Words = Readonly<Record<string, string>>;

const WEB = fileURLToPath(new URL('../../../dashboard/web', import.meta.url));
const MESSAGES = join(WEB, 'messages');
const IDS = Object.keys(LOCALES);
const ENGLISH = /(?<=^|[/-])en\.ts$/;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
}

const files = filesBelow(MESSAGES);
/** Every table of words, those that come late too, by its English file. */
const tables = files.filter((name) => ENGLISH.test(name)).sort();

/** The one table that a file holds. */
async function wordsOf(name: string): Promise<Words> {
  const held: Words[] = Object.values(await import(pathToFileURL(join(MESSAGES, name)).href));
  expect(held, name).toHaveLength(1);
  return held[0] ?? {};
}

const PLACEHOLDER = /\{[a-z]+\}/g;
const placeholders = (text: string) => (text.match(PLACEHOLDER) ?? []).sort();

describe('the words of the interface', () => {
  it('lie in one file a language, and every file is one of these', () => {
    const expected = tables.flatMap((name) => IDS.map((id) => name.replace(ENGLISH, `${id}.ts`)));
    expect(files.filter((name) => name.endsWith('.ts')).sort()).toEqual(
      [...expected, 'fill.ts', 'index.ts'].sort(),
    );
  });

  it('are loaded for a language from the file of this language, and no table is loaded by nobody', () => {
    const loaded = filesBelow(WEB)
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [
        ...readFileSync(join(WEB, name), 'utf8').matchAll(
          /^ +([a-z]+): .*await import\('(?:\.\.\/messages|\.)\/([^']+)'\)/gm,
        ),
      ]);
    for (const [line, id = '', name = ''] of loaded) {
      expect(name.replace(/^.*[/-]/, ''), line).toBe(`${id}.ts`);
    }
    // What belongs to the frame's words is part of their files.
    const ofTheFrame = IDS.flatMap((id) => [
      ...readFileSync(join(MESSAGES, `${id}.ts`), 'utf8').matchAll(/from '\.\/([^']+)'/g),
    ]);
    const named = [...loaded.map(([, , name]) => name), ...ofTheFrame.map(([, name]) => name)];
    expect(tables.flatMap((name) => IDS.map((id) => name.replace(ENGLISH, `${id}.ts`))).sort()).toEqual(
      [...new Set(named)].sort(),
    );
  });
});

describe.each(tables.flatMap((name) => IDS.map((id) => [name.replace(ENGLISH, `${id}.ts`), name])))(
  'the words of %s',
  (name, english) => {
    it('have the keys and name the values of the English ones, none empty and none with half a placeholder', async () => {
      const [words, own] = await Promise.all([wordsOf(name), wordsOf(english)]);
      expect(Object.keys(words).sort()).toEqual(Object.keys(own).sort());
      for (const [key, text] of Object.entries(words)) {
        expect(text.trim(), key).not.toBe('');
        expect(placeholders(text), key).toEqual(placeholders(own[key] ?? ''));
        expect(text.replace(PLACEHOLDER, ''), key).not.toMatch(/[{}]/);
      }
    });
  },
);
