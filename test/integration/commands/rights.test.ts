import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { ndjson } from '../../support/config-folder.ts';
import { unsignedAssessment, writeAssessment } from '../../support/rights.ts';
import { openScene, type Scene } from './scene.ts';

const URL = 'https://nowhere.invalid/feed';

let scene: Scene;
beforeEach(() => {
  scene = openScene();
  const source = `id: far\nkind: feed\nname: far\nurl: ${URL}\n${asYaml(authorisationOf(URL))}`;
  writeFileSync(join(scene.configDir, 'sources', 'far.yml'), source);
});
afterEach(() => scene.close());

const rights = (name: string) => join(scene.configDir, 'rights', name);

describe('live collection', () => {
  it('PUR-06 fetches nothing without assessments, and says what is missing', async () => {
    rmSync(rights('dpia.yml'));
    const checked = await scene.run(['sources', 'check']);
    expect(checked.stdout).toMatch(
      /finding: no assessment, so nothing is fetched: .*dpia\.yml: expected a signed/,
    );
    expect(checked.code).toBe(1);
    const once = await scene.onData('collect', '--once', '--json');
    expect(JSON.parse(once.stdout)).toEqual([
      expect.objectContaining({
        sourceId: 'far',
        state: 'no-assessment',
        message: expect.stringContaining('dpia.yml'),
      }),
    ]);
    expect(once.code).toBe(1);
  });

  it('PUR-06 without assessments the process runs, the source shows why nothing comes, and import goes on', async () => {
    rmSync(rights('fria.yml'));
    const env = { VIGIE_LOG_LEVEL: 'info' };
    const started = scene.spawn(['start', '--port', '0', '--data', scene.data], { env });
    await started.says('Vigie is ready');
    await started.says('"state":"no-assessment"');
    const file = scene.write('posts.ndjson', ndjson(20));
    const imported = await scene.onData('import', file, '--source', 'file-import', '--json');
    expect(JSON.parse(imported.stdout)).toMatchObject({ fresh: 20, waiting: 0 });
  });

  it('PUR-06 asks for the address once both are there', async () => {
    const once = await scene.onData('collect', '--once', '--json');
    expect(JSON.parse(once.stdout)).toEqual([
      expect.objectContaining({ sourceId: 'far', state: 'unreachable' }),
    ]);
  });
});

describe('vigie rights', () => {
  it('makes a key, signs a complete assessment, and keeps what else the file says', async () => {
    const made = await scene.run(['rights', 'keygen', scene.path('officer.key'), '--id', 'officer']);
    expect(made.code).toBe(0);
    const again = await scene.run(['rights', 'keygen', scene.path('officer.key'), '--id', 'officer']);
    expect(again).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('never written over'),
    });
    writeFileSync(rights('approvers.yml'), `approvers:\n${made.stdout}`);
    const before = await scene.run(['rights', 'check', '--json']);
    expect(JSON.parse(before.stdout)).toMatchObject({ isInForce: false, missing: { length: 2 } });
    for (const kind of ['dpia', 'fria'] as const) {
      const file = writeAssessment(scene.configDir, kind, unsignedAssessment(kind));
      writeFileSync(file, `# A note of the author.\n${readFileSync(file, 'utf8')}`);
      const signed = await scene.run([
        'rights',
        'sign',
        file,
        '--as',
        'officer',
        '--key',
        scene.path('officer.key'),
      ]);
      expect(signed.stdout, signed.stderr).toContain('signed by officer; counts until');
      expect(readFileSync(file, 'utf8')).toMatch(/^# A note of the author\.\n/);
    }
    expect(await scene.run(['rights', 'check'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('both assessments are signed and in force until'),
    });
  });

  it('signs nothing that is incomplete, and for nobody who may not', async () => {
    const key = scene.path('officer.key');
    const made = await scene.run(['rights', 'keygen', key, '--id', 'writer']);
    const sign = (file: string) => scene.run(['rights', 'sign', file, '--as', 'writer', '--key', key]);
    const whole = unsignedAssessment('fria');
    const file = writeAssessment(scene.configDir, 'fria', whole);
    expect(await sign(file)).toMatchObject({ code: 2, stderr: expect.stringContaining('list it in') });
    writeFileSync(rights('approvers.yml'), `approvers:\n${made.stdout}`);
    expect(await sign(file)).toMatchObject({ code: 2, stderr: expect.stringContaining('who prepared') });
    writeAssessment(scene.configDir, 'fria', {
      ...whole,
      preparedBy: 'b',
      parts: { ...whole.parts, harms: '', oversight: '' },
    });
    const refused = await sign(file);
    expect(refused.stderr).toMatch(/"parts\.harms"[\s\S]*"parts\.oversight"/);
    expect(refused.code).toBe(3);
    expect(await sign(scene.path('no.yml'))).toMatchObject({ code: 2 });
  });
});
