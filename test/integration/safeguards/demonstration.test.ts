import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../bin/cli/engine.ts';
import { leftUnread, readAsked, readTold } from '../../../bin/cli/outside.ts';
import { openRecords } from '../../../bin/cli/records.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';

const ALERTS = `deskUrl: https://desk.example/
contacts:
- id: duty-desk
  mail: { host: mail.example, port: 25, security: tls, from: a@b.example, to: c@d.example }
`;

describe('a demonstration in the folder of a real installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-demonstration-'));
  const configDir = join(folder, 'config');
  const env = { VIGIE_CONFIG_DIR: configDir, VIGIE_DATA_DIR: join(folder, 'data') };
  const lifecycle = new Lifecycle(SILENT_LOGGER);
  beforeAll(() => {
    mkdirSync(configDir);
    writeFileSync(join(configDir, 'alerts.yml'), ALERTS);
    for (const name of ['timestamps.yml', 'opentimestamps.yml', 'archive-signing.yml', 'witnesses.policy'])
      writeFileSync(join(configDir, name), 'what a real installation would refuse');
  });
  afterAll(async () => {
    await lifecycle.close();
    rmSync(folder, { recursive: true });
  });

  it('PRO-03 tells nobody of its invented people at risk', async () => {
    const config = parseConfig(env);
    const records = await openRecords(config, { command: 'test', mayUseOwner: false, mayBegin: true });
    lifecycle.onClose('records', () => records.close());
    const { context } = await startEngine(config, records, new Map(), SILENT_LOGGER, lifecycle, {
      scheduler: true,
      demo: { loopbackPorts: new Set() },
    });
    expect(context.alerts).toBeUndefined();
  });

  it('asks no authority, calendar or witness, and names what it leaves unread', async () => {
    const config = parseConfig(env);
    expect(await readAsked(config, true)).toEqual({});
    await expect(readAsked(config, false)).rejects.toMatchObject({ code: 'config.invalid' });
    expect(await readTold(configDir, false)).toMatchObject({ contacts: [{ id: 'duty-desk' }] });
    expect(leftUnread(configDir)).toHaveLength(5);
    expect(leftUnread(folder)).toEqual([]);
  });
});
