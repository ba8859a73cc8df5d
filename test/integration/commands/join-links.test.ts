import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { openScene, type Scene } from './scene.ts';

describe('one-time links behind a proxy', { timeout: 300_000 }, () => {
  let scene: Scene;
  beforeAll(() => {
    scene = openScene({ VIGIE_ORIGIN: 'https://vigie.example' });
  });
  afterAll(() => scene.close());

  const linkOf = async (...options: string[]) => {
    const { code, stdout, stderr } = await scene.onData('users', 'invite', ...options, '--json');
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout).link;
  };

  it('lead to the address that the proxy shows, or to the one that is asked for', async () => {
    const running = await scene.start();
    await until('the first link is printed', async () => running.output().includes('/join#'));
    expect(running.output()).toMatch(/^https:\/\/vigie\.example\/join#\S+$/m);
    expect(await linkOf('Ana', '--role', 'reviewer')).toMatch(/^https:\/\/vigie\.example\/join#/);
    const other = ['--again', '--url', 'https://other.example'];
    expect(await linkOf('Ana', ...other)).toMatch(/^https:\/\/other\.example\/join#/);
  });
});
