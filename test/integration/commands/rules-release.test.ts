import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requireNoneKnown } from '../../../bin/cli/rules/known-release.ts';
import { keepRelease } from '../../../queue/storage/index.ts';
import { digestOf } from '../../../rules/index.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';
import { openScene, type Scene } from './scene.ts';

const RULE = ruleYaml({ author: 'ana' });
const SHADOW = ruleYaml({ id: 'en.provider.s', status: 'shadow', author: 'ana' });

let scene: Scene;
beforeAll(async () => {
  scene = openScene();
  const lines = [];
  for (const id of ['ana', 'ben', 'cleo'])
    lines.push((await scene.run(['rules', 'release', 'keygen', scene.path(`${id}.pem`), '--id', id])).stdout);
  writeFileSync(
    join(scene.configDir, 'approvers.yml'),
    `approvers:\n${lines.map((line) => `  ${line}`).join('')}`,
  );
});
afterAll(() => scene.close());

/** A folder of packs of this scene. */
function packs(name: string, ...rules: readonly string[]): string {
  mkdirSync(scene.path(name));
  scene.write(`${name}/en.yml`, packYaml(rules));
  return scene.path(name);
}

const release = (command: string, dir: string, ...args: readonly string[]) =>
  scene.onData('rules', 'release', command, '--packs', dir, ...args);
const sign = (dir: string, id: string, ...args: readonly string[]) =>
  release('sign', dir, '--as', id, '--key', scene.path(`${id}.pem`), ...args);

/** Packs that were released as the first. */
async function released(name: string, ...rules: readonly string[]): Promise<string> {
  const dir = packs(name, ...rules);
  await release('prepare', dir, '--first');
  await sign(dir, 'ben', '--first');
  expect((await sign(dir, 'cleo', '--first')).stdout).toContain('; released');
  return dir;
}

function edit(dir: string, change: (record: Record<string, unknown>) => object): void {
  const path = join(dir, 'release.json');
  const name = path.slice(scene.folder.length + 1);
  writeFileSync(path, JSON.stringify(change(JSON.parse(scene.read(name)))));
}

describe('rules release sign', () => {
  it('TRA-03 works the changes of a first release out of the packs, as verify does', async () => {
    const dir = packs('emptied', RULE);
    await release('prepare', dir, '--first');
    edit(dir, (record) => ({ ...record, changes: [] }));
    for (const id of ['ana', 'ben']) {
      const refused = await sign(dir, id, '--first');
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain(
        'rules.record-differs: expected a record that says what packs and posts do',
      );
      expect(refused.stderr).toContain(
        'en.provider.test: the packs say "rule added by ana, live", the record "no change"',
      );
    }
    const verified = await release('verify', dir, '--json');
    expect(verified.code).toBe(4);
    expect(JSON.parse(verified.stdout).problems.map(({ code }: { code: string }) => code)).toContain(
      'rules.record-differs',
    );
  });

  it('TRA-03 works those of a later one out of the packs before, and shows what is signed', async () => {
    const before = await released('before', RULE);
    const after = packs('after', ruleYaml({ author: 'ben', weight: 4 }));
    const harmless = ['en', 'fr'].flatMap((lang) =>
      Array.from({ length: 20 }, () => JSON.stringify({ text: 'a', lang, label: 'not_offer' })),
    );
    const posts = scene.write('harmless.ndjson', harmless.join('\n'));
    await release('prepare', after, '--against', before, '--posts', posts);
    const unnamed = await sign(after, 'cleo');
    expect(unnamed).toMatchObject({ code: 2, stdout: '' });
    expect(unnamed.stderr).toContain('expected after --against the packs of the release');
    const wrong = await sign(after, 'cleo', '--against', await released('another', SHADOW));
    expect(wrong.stderr).toContain('expected the packs that the record is counted from');

    const signed = await sign(after, 'cleo', '--against', before);
    expect(signed.stdout).toMatch(
      /^packs [0-9a-f]{16}: compared with release [0-9a-f]{16}\n1 change\(s\):\n/,
    );
    expect(signed.stdout).toContain('  en.provider.test: rule changed by ben (before: ana), live\n');
    expect(signed.stdout).toContain(
      'harmless.ndjson, 40 posts: as the record says; measure it again with --posts',
    );
    expect(signed.stdout).toContain('    fr: 20 posts, review +0 -0; flagged 0/20');
    for (const id of ['ana', 'ben'])
      expect((await sign(after, id, '--against', before)).stderr).toContain('rules.author-signed');

    edit(after, (record) => ({ ...record, signatures: [], createdOn: '2026-11-30' }));
    expect((await sign(after, 'cleo', '--against', before, '--posts', posts)).stdout).toContain(
      'harmless.ndjson, 40 posts: measured again',
    );
    edit(after, (record) => ({
      ...record,
      measured: JSON.parse(JSON.stringify(record.measured).replaceAll('"gained":0', '"gained":7')),
    }));
    const measured = await sign(after, 'cleo', '--against', before, '--posts', posts);
    expect(measured.stderr).toContain(
      'harmless.ndjson: measured again it comes out otherwise than the record says',
    );
    const verified = await release('verify', after, '--against', before, '--posts', posts);
    expect(verified.stdout).toContain('rules.record-differs');
  });

  it('TRA-03 takes one signature for rules in shadow alone, of nobody who wrote them', async () => {
    const before = await released('lit', RULE);
    const after = packs('shaded', RULE, SHADOW);
    const prepared = await release('prepare', after, '--against', before);
    expect(prepared.stdout).toContain('nothing live differs from a release of ');
    expect((await sign(after, 'ana', '--against', before)).stderr).toContain('rules.author-signed');
    expect((await sign(after, 'ben', '--against', before)).stdout).toContain('; released');
    expect((await release('verify', after)).stdout).toContain('signed by ben\n');
    // To name the packs before would be of no use: there is nothing that the record says of the packs at hand.
    const file = join(after, 'en.yml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}\n`);
    const tampered = await release('verify', after, '--against', before);
    expect(tampered.code).toBe(4);
    expect(tampered.stdout).toContain('rules.release-differs: ');
    expect(tampered.stdout).toContain('changes not worked out again, as they are those of other packs');
    writeFileSync(file, text);
    const findings = await scene.run(['doctor', '--json', '--data', scene.path('none')], {
      env: { VIGIE_PACKS_DIR: after },
    });
    expect(findings.stdout).toMatch(/"message":"1 rules, release [0-9a-f]{16}"/);
  });

  it('says whose a key is', async () => {
    const dir = packs('keyed', RULE);
    await release('prepare', dir, '--first');
    const done = await release('sign', dir, '--as', 'cleo', '--key', scene.path('ben.pem'));
    expect(done.code).toBe(2);
    expect(done.stderr).toContain('expected after --key the key of "cleo", found that of "ben"');
  });
});

describe('a first release', () => {
  it('says that it is compared with nothing, and is refused where another is known', async () => {
    const dir = packs('firsts', RULE);
    const refused = await release('prepare', dir);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /expected no other release before a first one, found [0-9a-f]{16}, which .*release\.json signs/,
    );
    expect(existsSync(join(dir, 'release.json'))).toBe(false);
    const nothing = 'first release: compared with nothing';
    expect((await release('prepare', dir, '--first')).stdout).toContain(nothing);
    expect((await sign(dir, 'ben')).stderr).toContain('expected no other release before a first one');
    expect((await sign(dir, 'ben', '--first')).stdout).toContain(nothing);
    expect((await release('verify', dir)).stdout).toContain(nothing);
  });
});

describe('rules release keygen', () => {
  it.each(['', 'ana\nben', '...'])('makes no key for the id %j', async (id) => {
    const file = scene.path('unnamed.pem');
    rmSync(file, { force: true });
    const done = await scene.run(['rules', 'release', 'keygen', file, '--id', id]);
    expect(done).toMatchObject({ code: 2, stdout: '' });
    expect(done.stderr).toContain('expected after --id a name of one line');
    expect(existsSync(file)).toBe(false);
  });
});

describe('a release that records keep', () => {
  it('is known to what would be the first, and is named by its id as the one before', async () => {
    const text = packYaml([RULE]);
    const digest = digestOf([{ file: 'en.yml', bytes: Buffer.from(text) }]);
    await scene.begin();
    await scene.withRecords(({ db }) =>
      keepRelease(
        db,
        {
          release: digest.slice(0, 16),
          digest,
          packs: [{ file: 'en.yml', text }],
          record: null,
          authors: new Map(),
        },
        'worker:score',
        new Date(),
      ),
    );
    // Asked in this process, which servers for tests may have told of themselves; a command of Vigie knows no such settings.
    for (const name of Object.keys(process.env).filter((one) => one.startsWith('VIGIE_TEST_')))
      vi.stubEnv(name, undefined);
    // Where the record beside the packs was removed, the records know of it still.
    const nothing = scene.path('nothing');
    await expect(requireNoneKnown('f'.repeat(64), { data: scene.data }, nothing)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining(`found ${digest.slice(0, 16)}, which was in force on `),
    });
    await requireNoneKnown('f'.repeat(64), { data: scene.data, first: true }, nothing);
    await requireNoneKnown(digest, { data: scene.data }, nothing);
    await requireNoneKnown('f'.repeat(64), { data: nothing }, nothing);
    expect(existsSync(nothing)).toBe(false);
    vi.unstubAllEnvs();

    const before = await released('kept-before', RULE);
    const after = packs('kept-after', RULE, SHADOW);
    await release('prepare', after, '--against', before);
    expect((await sign(after, 'ben', '--against', digest.slice(0, 16))).stdout).toContain('; released');
  });
});
