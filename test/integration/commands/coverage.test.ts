import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';

const RULE = 'shared.provider.provides';
const OFFER =
  'We take you from Turkey to Italy by dinghy, 5000 euro, pay on arrival, inbox me @example_handle';

describe('vigie coverage', () => {
  let scene: Scene;
  beforeAll(() => {
    scene = openScene();
  });
  afterAll(() => scene.close());

  // Each run reads every pack; a busy machine of two cores takes a minute for that.
  it('tells what came and what a hold makes it blind to', async () => {
    const file = scene.write('posts.ndjson', `${JSON.stringify({ id: '1', text: OFFER })}\n`);
    expect((await scene.onData('import', file, '--source', 'file-import')).code).toBe(0);
    const before = await scene.onData('coverage', '--json');
    const report = JSON.parse(before.stdout);
    expect(report.cells, before.stderr).toMatchObject([{ language: 'en', source: 'file-import', posts: 1 }]);
    expect(report.languages.filter(({ reason }: { reason: string | null }) => reason !== null)).toEqual([]);
    expect(report.rules.filter(({ state }: { state: string }) => state === 'blind')).toEqual([]);
    const posts = JSON.parse((await scene.onData('status', '--json')).stdout).posts;
    expect(posts.total).toBe(1);

    expect((await scene.onData('rules', 'hold', RULE, '--reason', 'flags songs')).code).toBe(0);
    const held = await scene.onData('coverage');
    expect(held.code, held.stderr).toBe(1);
    expect(held.stdout).toContain(`rules on hold: ${RULE}`);
    expect(report.probes.checkedLanguages).toEqual([]);
    expect(held.stdout).toMatch(/^words not checked by a native reader: acm, am, apc, .*\ben, es\b/m);
    expect(held.stdout).toMatch(
      /^blind {2}rule shared\.provider\.provides in en: held shared\.provider\.provides/m,
    );
  }, 600_000);
});
