import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { configuredKeys } from '../../../bin/cli/keys/configured-keys.ts';
import { isToMend } from '../../../bin/cli/keys/key-row.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { DOMAIN, DomainCertificate } from '../../support/domain-certificate.ts';

describe('keys that the configuration names', () => {
  const certificate = new DomainCertificate();
  const folder = mkdtempSync(join(tmpdir(), 'vigie-keys-'));
  let config: string;
  afterAll(() => {
    certificate.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    config = mkdtempSync(join(folder, 'each-'));
  });
  const write = (name: string, text: string, mode = 0o600) => {
    writeFileSync(join(config, name), text);
    chmodSync(join(config, name), mode);
    return join(config, name);
  };
  const rows = async (key: string, isDemo = false) =>
    (await configuredKeys(parseConfig({ VIGIE_CONFIG_DIR: config }), isDemo)).filter(
      (row) => row.key === key,
    );
  const archives = () => {
    mkdirSync(join(config, 'signing'));
    copyFileSync(join(certificate.folder, 'chain.pem'), join(config, 'signing/chain.pem'));
    copyFileSync(join(certificate.folder, 'unit.key'), join(config, 'signing/key.pem'));
    chmodSync(join(config, 'signing/key.pem'), 0o600);
    const names = 'certificate: signing/chain.pem\nkey: signing/key.pem\nauthority: first\n';
    write('archive-signing.yml', `domain: ${DOMAIN}\n${names}`);
    return join(config, 'signing/key.pem');
  };
  const alerts = (secretFile: string) => {
    const server = '{ host: desk.example, port: 443, security: tls, path: /hook';
    const mail =
      'mail: { host: mail.example, port: 465, security: tls, from: a@mail.example, to: b@mail.example }';
    write(
      'alerts.yml',
      `deskUrl: https://desk.example/\ncontacts:\n- id: desk\n  webhook: ${server}, secretFile: ${secretFile} }\n- id: second\n  ${mail}\n`,
    );
  };

  it('are told of where there is none yet, and none of that is to be mended', async () => {
    for (const key of ['archives', 'alerts', 'rights', 'reports', 'witness'])
      expect(await rows(key), key).toMatchObject([
        { state: 'none yet', note: expect.stringContaining(config) },
      ]);
  });

  it('whose list cannot be read are told of with its path once, on one line, at the place of the fault', async () => {
    const approvers = write('approvers.yml', 'approvers:\n  - id: [\n');
    const pages = write('public.yml', 'a: [\n');
    for (const [key, file] of [
      ['rules', approvers],
      ['reports', pages],
    ] as const) {
      const [row] = await rows(key);
      expect(row?.state).toBe('faulty');
      expect(row?.note).toMatch(/:\d+:\d+: expected .*YAML.*sufficiently indented and end with a \]$/);
      expect(row?.note?.split(file)).toHaveLength(2);
      expect(row?.note).not.toContain('\n');
    }
  });

  it('of archives lie where they are expected, whoever stamps what they sign', async () => {
    const file = archives();
    const publicKey = expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/);
    const fingerprint = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(await rows('archives')).toMatchObject([{ id: DOMAIN, state: 'ok', file, publicKey, fingerprint }]);
    chmodSync(file, 0o644);
    expect(await rows('archives')).toMatchObject([{ state: 'open', file, publicKey }]);
    chmodSync(file, 0o600);
    writeFileSync(file, 'none');
    expect(await rows('archives')).toMatchObject([
      { state: 'faulty', file, note: expect.stringContaining('private key in PEM') },
    ]);
    rmSync(file);
    expect(await rows('archives')).toMatchObject([{ state: 'missing', file }]);
  });

  it('of alerts are those that contacts are signed to with', async () => {
    const secret = write('webhook', 'a secret');
    alerts(secret);
    expect(await rows('alerts')).toMatchObject([{ id: 'desk', state: 'ok', file: secret, publicKey: null }]);
    chmodSync(secret, 0o644);
    const open = await rows('alerts');
    expect(open).toMatchObject([{ id: 'desk', state: 'open', file: secret }]);
    expect(open.every(isToMend)).toBe(true);
  });

  it('are of nobody in a demonstration, which asks nobody', async () => {
    archives();
    alerts(write('webhook', 'a secret', 0o644));
    for (const key of ['archives', 'alerts', 'witness']) expect(await rows(key, true)).toEqual([]);
    expect(await rows('rules', true)).not.toEqual([]);
  });
});
