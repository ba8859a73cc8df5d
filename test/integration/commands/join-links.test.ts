import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../support/run-vigie.ts';
import { until } from '../../support/until.ts';
import { openScene, type Scene } from './scene.ts';

describe('one-time links behind a proxy', { timeout: 300_000 }, () => {
  let scene: Scene;
  let running: Running;
  beforeAll(async () => {
    scene = openScene({ VIGIE_ORIGIN: 'https://vigie.example' });
    running = await scene.start();
  });
  afterAll(() => scene.close());

  const linkOf = async (...options: string[]) => {
    const { code, stdout, stderr } = await scene.onData('users', 'invite', ...options, '--json');
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout).link;
  };

  it('lead to the address that the proxy shows, or to the one that is asked for', async () => {
    await until('the first link is printed', async () => running.output().includes('/join#'));
    expect(running.output()).toMatch(/^https:\/\/vigie\.example\/join#\S+$/m);
    expect(await linkOf('Ana', '--role', 'reviewer')).toMatch(/^https:\/\/vigie\.example\/join#/);
    const other = ['--again', '--url', 'https://other.example'];
    expect(await linkOf('Ana', ...other)).toMatch(/^https:\/\/other\.example\/join#/);
    const here = ['--again', '--url', 'http://127.0.0.1:8417/'];
    expect(await linkOf('Ana', ...here)).toMatch(/^http:\/\/localhost:8417\/join#/);
  });

  it('say which port they lead to where nothing else says it', async () => {
    const invite = ['users', 'invite', 'Ana', '--again', '--data', scene.data];
    const done = await scene.run(invite, { env: { VIGIE_ORIGIN: '' } });
    expect(done.stdout).toMatch(/^http:\/\/localhost:8417\/join#/m);
    expect(done.stderr).toContain('leads to port 8417 of this host; where start was given another --port');
    const told = await scene.run([...invite, '--url', 'http://localhost:18427'], {
      env: { VIGIE_ORIGIN: '' },
    });
    expect(told).toMatchObject({ code: 0, stderr: '' });
  });

  it('are made for no address that nobody can sign in at, and no account either', async () => {
    for (const url of ['nonsense', 'vigie.example', '', 'ftp://x', 'http://vigie.example']) {
      const done = await scene.onData('users', 'invite', 'Zoe', '--role', 'reviewer', '--url', url);
      expect(done.stderr).toContain('expected --url as an address such as https://vigie.example');
      expect(done.stderr).toContain(`found "${url}"`);
      expect(done).toMatchObject({ code: 2, stdout: '' });
    }
    const list = await scene.onData('users', 'list');
    expect(list.code, list.stderr).toBe(0);
    expect(list.stdout).not.toContain('Zoe');
  });
});
