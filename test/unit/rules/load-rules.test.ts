import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScorer, digestOf, readPackFiles } from '../../../rules/index.ts';
import { digestOfFolder } from '../../../rules/load/digest.ts';
import { loadRules } from '../../../rules/load/load-rules.ts';
import { packYaml, ruleYaml } from './pack-sources.ts';

const pack = (term: string) =>
  packYaml([ruleYaml({ terms: `["${term}"]`, match: `["${term}", "so ${term}"]` })]);
const TERMS = ['we take you', 'we bring you'] as const;

let root: string;
let packs: string;
let cache: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rules-'));
  packs = join(root, 'packs');
  cache = join(root, 'compiled');
  await mkdir(join(packs, 'en'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const write = (term: string) => writeFile(join(packs, 'en', 'words.yml'), pack(term));
/** The compiled form of packs; beside it lies what they were parsed to. */
const files = async () =>
  (await readdir(cache)).filter((name) => name.endsWith('.bin')).map((name) => join(cache, name));

/** Which of the terms the rules that were loaded know. */
async function known(): Promise<readonly string[]> {
  const loaded = await loadRules(packs, cache);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  expect(loaded.digest).toBe(digestOf(readPackFiles(packs).sources));
  const scorer = createScorer(loaded.compiled, { release: null });
  return TERMS.filter((text) => scorer.score({ text }).signals.length > 0);
}

it('hashes a folder as it hashes what was read of it, whatever the length of its files', async () => {
  for (const [name, length] of Object.entries({
    'a.yml': 0,
    'b.yml': 0x100000,
    'c.yaml': 3_000_000,
    'd.yml': 1,
  }))
    await writeFile(join(packs, name), 'x'.repeat(length));
  await writeFile(join(packs, 'left.txt'), 'no pack');
  expect(digestOfFolder(packs)).toBe(digestOf(readPackFiles(packs).sources));
});

it('hashes no folder that is empty, missing, or holds a pack that cannot be read', async () => {
  expect(digestOfFolder(packs)).toBeNull();
  expect(digestOfFolder(join(root, 'none'))).toBeNull();
  await mkdir(join(packs, 'folder'));
  await writeFile(join(packs, 'a.yml'), '');
  await symlink(join(packs, 'folder'), join(packs, 'b.yml'));
  expect(digestOfFolder(packs)).toBeNull();
});

it('takes what was compiled of these bytes, and compiles it once', async () => {
  await write(TERMS[0]);
  expect(await known()).toEqual([TERMS[0]]);
  const [made, ...others] = await files();
  expect(others).toEqual([]);
  await utimes(made ?? '', 0, 0);
  expect(await known()).toEqual([TERMS[0]]);
  expect((await stat(made ?? '')).mtimeMs).toBe(0);
});

it('takes what belongs to these packs where something newer lies beside it', async () => {
  await write(TERMS[0]);
  await known();
  await write(TERMS[1]);
  expect(await known()).toEqual([TERMS[1]]);
  await write(TERMS[0]);
  expect(await known()).toEqual([TERMS[0]]);
  expect(await files()).toHaveLength(2);
});

it.each([
  ['cut off', (path: string) => truncate(path, 100)],
  ['emptied', (path: string) => truncate(path, 0)],
  [
    'changed by a bit',
    async (path: string) => {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(path, bytes);
    },
  ],
])('compiles anew where the file was %s', async (_what, damage) => {
  await write(TERMS[0]);
  await known();
  const [made = ''] = await files();
  const whole = await readFile(made);
  await damage(made);
  expect(await known()).toEqual([TERMS[0]]);
  expect(await readFile(made)).toEqual(whole);
});

it('reports every fault where nothing can be hashed', async () => {
  expect(await loadRules(join(root, 'none'), cache)).toMatchObject({
    ok: false,
    faults: [{ code: 'rules.unreadable' }],
  });
});
