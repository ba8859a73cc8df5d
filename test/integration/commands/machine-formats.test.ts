import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, parseLines, type Scene } from './scene.ts';

describe('--format ndjson', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
    for (const name of ['Ann', 'Ben']) await scene.onData('users', 'invite', name, '--role', 'reviewer');
  });
  afterAll(() => scene.close());

  it.each<readonly [command: string, least: number]>([
    ['users list', 2],
    ['sources check', 1],
    ['sources health', 0],
    ['rules holds', 0],
  ])('says line by line what --json says as one list: %s', { timeout: 120_000 }, async (command, least) => {
    const words = command.split(' ');
    const run = command === 'sources check' ? scene.run : (args: string[]) => scene.onData(...args);
    const list: unknown[] = JSON.parse((await run([...words, '--json'])).stdout);
    const lines = await run([...words, '--format', 'ndjson']);
    expect(parseLines(lines.stdout)).toEqual(list);
    expect(list.length).toBeGreaterThanOrEqual(least);
    expect(lines.stdout.split('\n')).toHaveLength(list.length + 1);
  });

  it('leaves what is no list one line', async () => {
    const one = await scene.onData('status', '--format', 'ndjson');
    expect(one.code).toBe(0);
    expect(parseLines(one.stdout)).toMatchObject([{ posts: { total: 0 } }]);
    const strange = await scene.onData('status', '--format', 'xml');
    expect(strange).toMatchObject({ code: 2, stdout: '' });
    expect(strange.stderr).toContain('Allowed choices are json, ndjson');
  });
});
