import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Records } from '../../../bin/cli/records.ts';
import { lazySourceTrier, type TrySource } from '../../../bin/cli/try-source.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { asYaml, authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { type Column, openColumn } from '../../support/columns.ts';
import { writeRights } from '../../support/rights.ts';

/** Loopback, which no source of an installation may be: whoever is let as far as its address is refused there, with nothing asked. */
const URL = 'http://127.0.0.1:9/feed.xml';

describe('a dashboard that lets somebody try a source', () => {
  let column: Column;
  let lifecycle: Lifecycle;
  let trySource: TrySource;
  const configDir = join(mkdtempSync(join(tmpdir(), 'vigie-trial-')), 'config');
  const place = join(configDir, 'sources', 'board.yml');
  const write = (changes = {}, more = '') =>
    writeFileSync(
      place,
      `id: board\nkind: feed\nname: Board\nurl: ${URL}\n${more}${asYaml(authorisationOf(URL, changes))}`,
    );

  beforeAll(async () => {
    column = await openColumn('embedded');
    mkdirSync(join(configDir, 'sources'), { recursive: true });
  });
  afterAll(async () => {
    await lifecycle.close();
    await column.close();
    rmSync(join(configDir, '..'), { recursive: true });
  });
  beforeEach(async () => {
    await lifecycle?.close();
    lifecycle = new Lifecycle(SILENT_LOGGER);
    writeRights(configDir);
    write();
    const config = parseConfig({ VIGIE_CONFIG_DIR: configDir });
    trySource = lazySourceTrier(config, { database: column.database } as Records, SILENT_LOGGER, lifecycle);
    expect((await trySource('board', 'person:7')).state).toBe('refused');
  });

  const standing = async () => {
    const { state, reason } = await trySource('board', 'person:7');
    return `${state} ${reason}`;
  };

  it('PUR-01 fetches nothing under an authorisation that ended since it was first asked', async () => {
    write({ startsOn: dayFromNow(-20), expiresOn: dayFromNow(0), reviewBy: dayFromNow(-1) });
    expect(await standing()).toBe('expired expired');
    write();
    expect((await trySource('board', 'person:7')).state).toBe('refused');
  });

  it('PUR-01 fetches nothing of a source that was switched off or taken out since', async () => {
    write({}, 'enabled: false\n');
    await expect(trySource('board', 'person:7')).rejects.toMatchObject({ details: { reason: 'disabled' } });
    rmSync(place);
    await expect(trySource('board', 'person:7')).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('fetches nothing without an assessment that was withdrawn since', async () => {
    rmSync(join(configDir, 'rights', 'dpia.yml'));
    expect(await standing()).toBe('no-assessment no-assessment');
  });
});
