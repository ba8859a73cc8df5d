import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import { openScene, type Scene } from './scene.ts';

/** Clears the screen, turns the direction of the line, and begins a line of its own. */
const REASON = 'red \u001b[31m\u001b[2J \u202eabc\na forged line';
const SHOWN = 'red [U+001B][31m[U+001B][2J [U+202E]abc⏎ a forged line';
const RULE = 'shared.provider.provides';

describe('a reason that somebody gave', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    const file = scene.write('posts.ndjson', ndjson(1));
    expect((await scene.onData('import', file, '--source', 'file-import')).code).toBe(0);
  });
  afterAll(() => scene.close());

  /** The one line of an output that tells the reason. */
  function lineOf(stdout: string): string {
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
    const lines = stdout.split('\n').filter((line) => line.includes('forged'));
    expect(lines).toHaveLength(1);
    return lines[0] ?? '';
  }

  it('steers no terminal where holds of rules are listed', async () => {
    await scene.onData('rules', 'hold', RULE, '--reason', REASON);
    const waits = await scene.onData('rules', 'lift', RULE, '--reason', 'as asked \u001b[2J');
    expect(lineOf(waits.stdout)).toContain('as asked [U+001B][2J');
    expect(lineOf((await scene.onData('rules', 'holds')).stdout)).toContain(SHOWN);
    const list = JSON.parse((await scene.onData('rules', 'holds', '--json')).stdout);
    expect(list).toMatchObject([{ reason: REASON }]);
  });

  it('steers no terminal where legal holds are listed', async () => {
    const item = await scene.withRecords(({ db }) =>
      db.selectFrom('vigie.items').select('id').executeTakeFirstOrThrow(),
    );
    await scene.onData('legal-holds', 'request', item.id, '--days', '2', '--reason', REASON);
    expect(lineOf((await scene.onData('legal-holds', 'list')).stdout)).toContain(SHOWN);
    expect((await scene.onData('legal-holds', 'lift', '1')).code).toBe(0);
    const again = await scene.onData('legal-holds', 'lift', '1');
    expect(again.stderr).toContain('expected a hold that was not lifted, found 1, which was');
    expect(again.code).toBe(1);
  });

  it('steers no terminal where work is stopped', async () => {
    expect(lineOf((await scene.onData('stop', '--reason', REASON)).stdout)).toContain(SHOWN);
    expect(lineOf((await scene.onData('status')).stdout)).toContain(SHOWN);
    expect(lineOf((await scene.onData('resume', '--approve')).stdout)).toContain(SHOWN);
  });
});
