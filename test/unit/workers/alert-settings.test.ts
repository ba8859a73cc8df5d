import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { readYamlFile } from '../../../queue/runtime/yaml/yaml-file.ts';
import { AlertSettings } from '../../../workers/alerts/config.ts';
import { readAlertSettings } from '../../../workers/alerts/index.ts';
import {
  countriesWithoutContact,
  readReferrals,
  requireReferrals,
} from '../../../workers/alerts/referrals.ts';

const CONTACT = `- country: XB
  serves: [medical]
  name: A body
  reach: a number
  source: a page
  checkedOn: 2026-11-27
  verifier: ana
`;

describe('alert settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-alerts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are as the shipped example says', async () => {
    const file = join(projectRoot(), 'config', 'alerts.example.yml');
    const { value, faults } = await readYamlFile(file, { schema: AlertSettings, holds: 'alerts' });
    expect(faults).toEqual([]);
    expect(value?.contacts.map(({ id }) => id)).toEqual(['duty-desk', 'second-line']);
  });

  it('are none without a file', async () => {
    expect(await readAlertSettings(folder)).toBeUndefined();
  });

  it.each([
    ['security: none\n    network: private', 'encrypted'],
    ['security: tls\n    network: anywhere', 'network'],
    ['security: tls\n    password: hunter2', 'password'],
    ['security: tls\n    user: vigie', 'user and passwordFile'],
    ['security: tls\n    passwordFile: /run/secrets/mail', 'user and passwordFile'],
  ])('refuse %j', async (lines, reason) => {
    writeFileSync(
      join(folder, 'alerts.yml'),
      `deskUrl: https://desk.example/
contacts:
- id: one
  mail:
    host: mail.example
    port: 25
    from: a@b.example
    to: c@d.example
    ${lines}
`,
    );
    await expect(readAlertSettings(folder)).rejects.toThrow(reason);
  });

  const CONTACT_ONE =
    '- id: one\n  mail: { host: mail.example, port: 465, security: tls, from: a@b.example, to: c@d.example }\n';
  it.each([
    ['https://desk.example/vigie/', CONTACT_ONE, 'without a path'],
    ['https://desk.example/?tab=1', CONTACT_ONE, 'without a path'],
    ['desk.example', CONTACT_ONE, 'deskUrl'],
    ['https://desk.example', CONTACT_ONE + CONTACT_ONE, 'an id of its own'],
  ])('refuse %s with %j', async (deskUrl, contacts, reason) => {
    const file = join(folder, 'alerts.yml');
    writeFileSync(file, `deskUrl: https://desk.example:8443\ncontacts:\n${CONTACT_ONE}`);
    expect(await readAlertSettings(folder)).toMatchObject({ contacts: [{ id: 'one' }] });
    writeFileSync(file, `deskUrl: ${deskUrl}\ncontacts:\n${contacts}`);
    await expect(readAlertSettings(folder)).rejects.toThrow(reason);
  });

  it('PRO-03 ships referral contacts that are visibly fictional, and no country in scope', async () => {
    const shipped = await readReferrals(join(projectRoot(), 'config'));
    expect(shipped.scope).toEqual([]);
    expect(shipped.contacts.every((one) => one.isFictional && one.country.startsWith('X'))).toBe(true);
    expect(shipped.contacts.map((one) => one.reach).join()).not.toMatch(/\d/);
  });

  it('PRO-03 live mode refuses a country in scope without a real contact', async () => {
    const file = join(folder, 'referrals.yml');
    writeFileSync(file, `scope: [XB, XC]\ncontacts:\n${CONTACT}`);
    await expect(requireReferrals(folder)).rejects.toThrow('found none for XC');
    writeFileSync(file, `scope: [XB]\ncontacts:\n${CONTACT}`);
    await expect(requireReferrals(folder)).resolves.toBeUndefined();
    writeFileSync(file, `scope: [XB]\ncontacts:\n${CONTACT}  isFictional: true\n`);
    expect(countriesWithoutContact(await readReferrals(folder))).toEqual(['XB']);
    writeFileSync(file, `scope: [XB]\ncontacts:\n${CONTACT.replace(/.*verifier.*\n/, '')}`);
    await expect(requireReferrals(folder)).rejects.toThrow('verifier');
  });
});
