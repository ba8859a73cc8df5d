import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveResume } from '../../../queue/storage/index.ts';
import { ndjson } from '../../support/config-folder.ts';
import type { Running } from '../../support/run-vigie.ts';
import { until } from '../../support/until.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { openScene, type Scene } from './scene.ts';

describe('stop and resume, beside a running start', () => {
  let scene: Scene;
  let start: Running;
  let origin: string;
  beforeAll(async () => {
    scene = openScene();
    start = await scene.start();
    origin = /http:\/\/\S+/.exec(start.output())?.[0] ?? '';
  });
  afterAll(() => scene.close());

  async function readyz(): Promise<{ status: number; ready: boolean; reasons: string[] }> {
    const response = await fetch(new URL('/readyz', origin));
    return { status: response.status, ...((await response.json()) as { ready: boolean; reasons: string[] }) };
  }

  it('HUM-11 stops every process on the records, says so everywhere, and one person cannot let it go on', async () => {
    const file = scene.write('posts.ndjson', ndjson(20));
    const stopped = await scene.onData('stop', '--reason', 'the court has asked');
    expect(stopped).toMatchObject({ code: 0, stderr: '' });
    const notice = /stopped since \S+ by os:\S+ because: the court has asked/;
    expect(stopped.stdout).toMatch(notice);
    expect(stopped.stdout).toContain(`on the records ${scene.data}\n`);

    const refused = await scene.onData('import', file, '--source', 'file-import');
    expect(refused.code).toBe(5);
    expect(refused.stderr).toMatch(notice);
    expect((await scene.onData('collect', '--once')).code).toBe(0);

    expect((await scene.onData('status')).stdout).toMatch(notice);
    const report = JSON.parse((await scene.onData('status', '--json')).stdout);
    expect(Object.keys(report)).toEqual(['posts', 'items', 'log']);
    expect(report.posts.total).toBe(0);
    expect((await scene.onData('doctor')).stdout).toMatch(notice);
    const health = await readyz();
    expect(health).toMatchObject({ status: 200, ready: true });
    expect(health.reasons.join()).toMatch(notice);

    const first = await scene.onData('resume', '--approve');
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('a second person must');
    const again = await scene.onData('resume', '--approve');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('expected a second person');

    await withEmbedded({ directory: scene.data, mayUseOwner: true }, async ({ db }) =>
      expect(await approveResume(db, { actor: 'os:somebody-else', now: new Date() })).toBeNull(),
    );
    // The running process looks twice a second.
    await until('work goes on', async () => (await readyz()).reasons.length === 0);
    const done = await scene.onData('import', file, '--source', 'file-import', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ fresh: 20, waiting: 0 });
  });
});
