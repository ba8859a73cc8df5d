import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { packsAgainst } from '../../../bin/cli/rules/packs-against.ts';
import { keepRelease } from '../../../queue/storage/index.ts';
import { digestOf, readPackFiles, shippedPacksDir } from '../../../rules/index.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';
import { openScene, type Scene } from './scene.ts';

const GATE = 'language: en\nabout: A pack for tests\ngate: { threshold: 4, kinds: 2 }\n';
const OFFER = '{"text":"we bring you tonight, 1 euro","lang":"en","label":"offer"}\n';
const [PRICE, TRANSPORT] = [
  { category: 'price', terms: '["euro"]', match: '["1 euro", "a euro", "euro"]' },
  { category: 'transport', terms: '["tonight"]', match: '["tonight", "so tonight", "Tonight"]' },
].map((rule) => ruleYaml({ ...rule, weight: 1, reject: '["a", "b", "c"]' }));

describe('rules backtest --against a release', () => {
  let scene: Scene;
  let after: string;
  let posts: string;
  const before = packYaml([ruleYaml(), PRICE ?? '', TRANSPORT ?? ''], GATE);
  const digest = digestOf([{ file: 'en.yml', bytes: Buffer.from(before) }]);
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
    after = scene.path('after');
    mkdirSync(after);
    scene.write('after/en.yml', before.replaceAll('we take you', 'we bring you'));
    posts = scene.write('offers.ndjson', OFFER);
    const release = { release: digest.slice(0, 16), digest, packs: [{ file: 'en.yml', text: before }] };
    await scene.withRecords(({ db }) =>
      keepRelease(db, { ...release, record: null, authors: new Map() }, 'worker:score', new Date()),
    );
  });
  afterAll(() => scene.close());
  afterEach(() => void vi.unstubAllEnvs());

  const against = (named: string) =>
    scene.onData('rules', 'backtest', posts, '--against', named, '--packs', after);

  it('that the records keep, by its id or its whole digest', async () => {
    for (const named of [digest.slice(0, 16), digest]) {
      const done = await against(named);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      expect(done.stdout).toContain('en: 1 posts, review +1 -0');
    }
  });

  it('that is shipped, without records', { timeout: 120_000 }, async () => {
    const shipped = digestOf(readPackFiles(shippedPacksDir()).sources).slice(0, 16);
    const args = ['rules', 'backtest', posts, '--against', shipped, '--packs', after];
    const done = await scene.run([...args, '--data', scene.path('nothing')]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('en: 1 posts, ');
  });

  it('that was changed in its place comes from the records, or from elsewhere', async () => {
    // In this process, and with no setting: where the tests' own servers are is no setting of the product.
    for (const name of Object.keys(process.env).filter((one) => one.startsWith('VIGIE_')))
      vi.stubEnv(name, undefined);
    const shipped = scene.path('shipped');
    mkdirSync(shipped);
    scene.write('shipped/en.yml', `${before}# a word more\n`);
    const record = JSON.parse(readFileSync(join(shippedPacksDir(), 'release.json'), 'utf8'));
    const release = (signed: string) =>
      scene.write('shipped/release.json', JSON.stringify({ ...record, digest: signed }));
    release(digest);
    const kept = await packsAgainst(digest.slice(0, 16), { data: scene.data }, shipped);
    expect(kept.located.map(({ pack }) => pack.language)).toEqual(['en']);
    const strange = digestOf([{ file: 'en.yml', bytes: Buffer.from('another') }]).slice(0, 16);
    for (const [named, data] of [
      [digest.slice(0, 16), scene.path('nothing')],
      [strange, scene.data],
    ] as const) {
      release(named.padEnd(64, '0'));
      await expect(packsAgainst(named, { data }, shipped)).rejects.toMatchObject({
        code: 'usage.invalid',
        message: expect.stringMatching(
          new RegExp(`found ${named}, which .*release.json signs, but the packs beside it were changed`),
        ),
      });
    }
    expect(existsSync(scene.path('nothing'))).toBe(false);
  });

  it('says what it takes where no such release is kept, and begins no records', async () => {
    const unknown = await against('0123456789abcdef');
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('found 0123456789abcdef, which no process has scored with on');
    const wrongRest = `${digest.slice(0, 16)}${'0'.repeat(48)}`;
    expect((await against(wrongRest)).code).toBe(2);
    const args = ['rules', 'backtest', posts, '--against', '0123456789abcdef', '--packs', after];
    expect((await scene.run([...args, '--data', scene.path('nothing')])).code).toBe(5);
    expect(existsSync(scene.path('nothing'))).toBe(false);
    // An unset variable of a script must not take the next option for its value.
    const taken = await scene.run(['rules', 'backtest', posts, '--against', '--packs', after]);
    expect(taken).toMatchObject({ code: 2, stdout: '' });
  });
});
