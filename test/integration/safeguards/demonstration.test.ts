import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { configOn, demoConfig, leftUnused } from '../../../bin/cli/demo-config.ts';
import { startEngine } from '../../../bin/cli/engine.ts';
import { openEvidence } from '../../../bin/cli/evidence.ts';
import { noticeRegister } from '../../../bin/cli/notice-parts.ts';
import { leftUnread, readAsked, readTold } from '../../../bin/cli/outside.ts';
import { openRecords } from '../../../bin/cli/records.ts';
import { readLogSigner } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { type Config, parseConfig } from '../../../queue/runtime/config.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { bindKind, migrate } from '../../../queue/storage/index.ts';
import { DEMO_REGISTER } from '../../../workers/demo/demo-register.ts';
import { handleSendAlert } from '../../../workers/handlers/alert.ts';
import { withRecords } from '../../support/with-records.ts';

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
    const records = await openRecords(config, {
      ...{ command: 'test', mayUseOwner: false, mayBegin: true },
      kind: 'demo',
    });
    lifecycle.onClose('records', () => records.close());
    const { context } = await startEngine(records, new Map(), SILENT_LOGGER, lifecycle, {
      scheduler: true,
      demo: { loopbackPorts: new Set() },
    });
    expect(context.alerts).toBeNull();
  });

  it('says of no alert that nobody is configured: nobody is to be told', async () => {
    const warn = vi.fn();
    const context = { db: undefined as never, clock: manualClock(0), logger: { ...SILENT_LOGGER, warn } };
    const job = { version: 1, alertId: 1, step: 0 } as const;
    await handleSendAlert({ ...context, alerts: null }, job);
    expect(warn).not.toHaveBeenCalled();
    await handleSendAlert({ ...context, alerts: undefined }, job);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('keeps its captures to itself, asks no translator, and names what it leaves unused', async () => {
    const own = join(folder, 'data', 'evidence');
    const config = parseConfig({
      ...env,
      VIGIE_S3_ENDPOINT: 'https://store.example',
      VIGIE_S3_BUCKET: 'real-evidence',
      VIGIE_S3_ACCESS_KEY: 'id',
      VIGIE_S3_SECRET_KEY: 'secret',
      VIGIE_S3_LOCK_MODE: 'compliance',
      VIGIE_S3_LOCK_DAYS: '400',
      VIGIE_TRANSLATOR_URL: 'http://127.0.0.1:5000',
      VIGIE_EVIDENCE_DIR: join(folder, 'real-evidence'),
      VIGIE_VAULT_KEY_FILE: join(folder, 'real.key'),
      VIGIE_LOG_ORIGIN: 'unit.example/vigie',
    });
    expect(openEvidence(config).store.place).toContain('store.example');
    expect(openEvidence(demoConfig(config)).store.place).toBe(own);
    expect(demoConfig(config).translatorUrl).toBeUndefined();
    expect(leftUnused(config)).toEqual([
      ...['VIGIE_VAULT_KEY_FILE', 'VIGIE_LOG_ORIGIN'],
      ...['VIGIE_S3_ENDPOINT', 'VIGIE_EVIDENCE_DIR', 'VIGIE_TRANSLATOR_URL'],
    ]);
    expect(leftUnused(parseConfig(env))).toEqual([]);

    await withRecords({ kind: 'memory' }, async ({ db }) => {
      await migrate(db);
      expect(await configOn(config, db)).toEqual({ config, isDemo: false });
      await bindKind(db, 'demo');
      expect(await configOn(config, db)).toEqual({ config: demoConfig(config), isDemo: true });
    });
  });

  it('TRA-01 keeps its log under a key and a name of its own, also for commands that are not told what it is', async () => {
    const unit = {
      VIGIE_CONFIG_DIR: configDir,
      VIGIE_VAULT_KEY_FILE: join(folder, 'unit.key'),
      VIGIE_LOG_ORIGIN: 'unit.example/vigie',
    };
    const configFor = (name: string) => parseConfig({ ...unit, VIGIE_DATA_DIR: join(folder, name) });
    const logOf = async (config: Config, kind?: 'demo' | 'real') => {
      const known = kind === undefined ? {} : { kind, mayBegin: true };
      const records = await openRecords(config, { command: 'test', mayUseOwner: false, ...known });
      try {
        const { name } = await readLogSigner(records.database.db, records.vault);
        return [records.vault.fingerprint, name];
      } finally {
        await records.close();
      }
    };
    const [key, name] = await logOf(configFor('unit'), 'real');
    expect(name).toBe('unit.example/vigie');
    const demo = await logOf(demoConfig(configFor('demo')), 'demo');
    expect(demo[0]).not.toBe(key);
    expect(demo[1]).toBe(`vigie.invalid/${demo[0]}`);
    expect(await logOf(configFor('demo'))).toEqual(demo);
  });

  it('has an invented authority and platform for its notices, where no register is configured', async () => {
    const config = parseConfig(env);
    expect(await noticeRegister({ config, isDemo: true })).toBe(DEMO_REGISTER);
    expect(await noticeRegister({ config, isDemo: false })).toBeNull();
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
