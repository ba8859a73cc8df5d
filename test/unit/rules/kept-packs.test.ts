import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Pack, type ParsedPacks, parsePacks, readPackFiles, readPacks } from '../../../rules/index.ts';
import { keepPacks, keyOf } from '../../../rules/load/kept-packs.ts';
import { packYaml, ruleYaml } from './pack-sources.ts';

const FIRST = packYaml([ruleYaml()]);
const SECOND = packYaml([ruleYaml({ id: 'en.provider.second', more: '    with: [["@journey"]]\n' })]);
const SHARED =
  'language: shared\nabout: Numbers {as} words, 0x1F\nconcepts: [{ name: journey, means: a way, not: a walk }]\n';
const FAULTY = SECOND.replace('weight: 3', 'weight: 3000');

let root: string;
let packs: string;
let cache: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-'));
  packs = mkdtempSync(join(root, 'packs-'));
  cache = join(root, 'kept');
  for (const [file, text] of Object.entries({
    'first.yml': FIRST,
    'second.yml': SECOND,
    'shared.yml': SHARED,
  }))
    write(file, text);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(packs, file), text);
}

function fresh(): ParsedPacks {
  return parsePacks(readPackFiles(packs).sources);
}

/** What finds places is compared by itself. */
function said({ located, ...rest }: ParsedPacks) {
  return { ...rest, packs: packsOf({ located }) };
}

function packsOf({ located }: Pick<ParsedPacks, 'located'>): readonly Pack[] {
  return located.map(({ pack }) => pack);
}

function kept(): readonly string[] {
  return readdirSync(cache).map((name) => join(cache, name));
}

/** Keeps something else than the files say, which shows in whoever takes it. */
function keepOther(): void {
  const { located, digest } = fresh();
  const sources = readPackFiles(packs).sources;
  const others = located.map(({ pack }, at): [string, Pack] => [
    keyOf(sources[at] ?? { file: '', bytes: Buffer.of() }),
    { ...pack, about: 'Kept' },
  ]);
  keepPacks(cache, digest, new Map(others));
}

const aboutOf = (file: string) => packsOf(readPacks(packs, cache)).find((pack) => pack.file === file)?.about;

it('says of kept packs what their files say, and where it stands', () => {
  const faultless = fresh();
  expect(faultless.faults).toEqual([]);
  for (const read of [readPacks(packs, cache), readPacks(packs, cache)]) {
    expect(said(read)).toStrictEqual(said(faultless));
    const path = ['rules', 0, 'rationale'];
    expect(read.located.map(({ locate }) => locate(path))).toEqual(
      faultless.located.map(({ locate }) => locate(path)),
    );
  }
  expect(kept()).toHaveLength(1);
});

it('parses no file whose pack is kept, and each that was changed or came', () => {
  keepOther();
  expect(['first.yml', 'second.yml'].map(aboutOf)).toEqual(['Kept', 'Kept']);
  write('first.yml', FIRST.replace('A pack for tests', 'Changed'));
  write('third.yml', packYaml([], 'language: de\nabout: Came\n'));
  expect(['first.yml', 'second.yml', 'third.yml'].map(aboutOf)).toEqual(['Changed', 'Kept', 'Came']);
});

it('takes no pack of a file by another name: it says where it stands', () => {
  keepOther();
  rmSync(join(packs, 'first.yml'));
  write('moved.yml', FIRST);
  expect(packsOf(readPacks(packs, cache)).map(({ file }) => file)).toEqual([
    'moved.yml',
    'second.yml',
    'shared.yml',
  ]);
  expect(aboutOf('moved.yml')).toBe('A pack for tests');
});

it('tells faults across packs that are kept, and keeps none that has a fault of its own', () => {
  readPacks(packs, cache);
  write('shared.yml', SHARED.replace('name: journey', 'name: other'));
  const [strayed] = readPacks(packs, cache).faults;
  expect(strayed).toMatchObject({ file: 'second.yml', code: 'rules.unknown-concept', line: 4 });
  write('shared.yml', SHARED);
  write('second.yml', FAULTY);
  for (const read of [readPacks(packs, cache), readPacks(packs, cache)]) {
    expect(read.faults).toEqual(fresh().faults);
    expect(read.faults).toMatchObject([{ file: 'second.yml', code: 'rules.invalid' }]);
    expect(read.partial).toMatchObject([{ pack: { file: 'second.yml' } }]);
  }
});

it('tells them of packs of earlier releases, too, in which a gloss is one text', () => {
  write('second.yml', SECOND.replace(/gloss: .*/, 'gloss: for tests'));
  expect(readPacks(packs, cache).faults).toEqual([]);
  write('shared.yml', SHARED.replace('name: journey', 'name: other'));
  expect(readPacks(packs, cache).faults).toEqual(fresh().faults);
  expect(fresh().faults).toMatchObject([{ file: 'second.yml', code: 'rules.unknown-concept' }]);
});

it('takes what is kept though another process took a file away meanwhile', () => {
  keepOther();
  symlinkSync(join(cache, 'gone'), join(cache, `vigie-packs-1-${'0'.repeat(32)}.packs`));
  expect(aboutOf('first.yml')).toBe('Kept');
});

it.each([
  ['cut off', (path: string) => truncateSync(path, 100)],
  ['emptied', (path: string) => truncateSync(path, 0)],
  [
    'changed by a letter',
    (path: string) => writeFileSync(path, readFileSync(path, 'latin1').replace('Kept', 'kept'), 'latin1'),
  ],
])('parses anew where what is kept was %s', (_what, damage) => {
  keepOther();
  const [file = ''] = kept();
  damage(file);
  expect(aboutOf('first.yml')).toBe('A pack for tests');
});

it('keeps the packs that were used last of several folders, and reads those of none that is much larger', () => {
  write('words.yml', packYaml([], `language: en\nabout: Long\nwords: { journey: [${longList()}] }\n`));
  keepOther();
  const [large = ''] = kept();
  rmSync(join(packs, 'words.yml'));
  // Of the same three files, but not worth reading for them.
  expect(aboutOf('first.yml')).toBe('A pack for tests');
  for (let at = 0; at < 35; at += 1) {
    write('words.yml', packYaml([], `language: en\nabout: Long\nwords: { journey: [${longList()}] }\n`));
    utimesSync(large, at, at);
    expect(aboutOf('words.yml')).toBe('Kept');
    expect(statSync(large).mtimeMs).toBeGreaterThan(at * 1000);
    write('words.yml', packYaml([], `language: de\nabout: Number ${at}\n`));
    readPacks(packs, cache);
  }
  expect(kept()).toContain(large);
  // More than that came.
  expect(kept()).toHaveLength(32);
});

function longList(): string {
  return Array.from({ length: 2000 }, (_none, at) => `"way ${at}"`).join(', ');
}

it('reads packs where nothing can be kept', () => {
  writeFileSync(cache, 'no folder');
  expect(said(readPacks(packs, cache))).toStrictEqual(said(fresh()));
  expect(said(readPacks(packs, null))).toStrictEqual(said(fresh()));
});
