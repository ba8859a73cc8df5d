import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type DutyDesk, openDutyDesk } from '../../support/duty-desk.ts';
import { openScene, type Scene } from './scene.ts';

describe('alerts test', () => {
  let scene: Scene;
  let duty: DutyDesk;
  beforeAll(async () => {
    scene = openScene();
    duty = await openDutyDesk();
    writeFileSync(join(scene.configDir, 'alerts.yml'), stringify(duty.settings));
  });
  afterAll(async () => {
    await duty.close();
    await scene.close();
  });

  it('tells each contact, as a test and under an id of its own each time', async () => {
    for (const round of [1, 2]) {
      const done = await scene.run(['alerts', 'test']);
      expect(done).toMatchObject({ code: 0, stdout: 'first: sent\nsecond: sent\n' });
      expect([duty.mails.length, duty.calls.length]).toEqual([round, round]);
    }
    for (const mail of duty.mails) expect(mail).toMatch(/^Subject: Test/m);
    const bodies = duty.calls.map(({ body }) => JSON.parse(body));
    expect(bodies).toMatchObject([{ test: true }, { test: true }]);
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(2);
    expect(new Set(duty.mails.map((mail) => /^Message-ID: (.*)$/m.exec(mail)?.[1])).size).toBe(2);
  });

  it.each<[string, (path: string) => void]>([
    ['is not there', (path) => path],
    [
      'is open to others',
      (path) => {
        writeFileSync(path, 'a secret');
        chmodSync(path, 0o644);
      },
    ],
  ])('and doctor and alerts check both say it where a secret %s', async (_, make) => {
    const secretFile = join(scene.configDir, `secret-${_.length}`);
    make(secretFile);
    const [first, second] = duty.settings.contacts;
    const webhook = {
      host: 'localhost',
      port: 443,
      security: 'tls',
      path: '/',
      network: 'loopback',
      secretFile,
    };
    writeFileSync(
      join(scene.configDir, 'alerts.yml'),
      stringify({ ...duty.settings, contacts: [first, { id: second?.id, webhook }] }),
    );
    const said = `second cannot be told: expected a secret in ${secretFile}, but `;
    const checked = await scene.run(['alerts', 'check']);
    expect(checked).toMatchObject({ code: 3, stderr: expect.stringContaining(said) });
    const examined = await scene.run(['doctor']);
    expect(examined.stdout).toContain(`fail  alerts: ${said}`);
    expect(examined.stdout).not.toContain('alerts: go to');
  });
});
