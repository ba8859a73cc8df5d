import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordCustody } from '../../../queue/storage/index.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';

describe.each(COLUMNS)('a bundle with an item that came back after its capture was erased, %s', (name) => {
  const scene = deskScene(name);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-back-'));
  const tsas = ['first', 'second'].map((id) => new OpensslAuthority(id));
  let served: ServedAuthority[];
  let at: ExportScene;
  let target: string;
  afterAll(() => {
    for (const tsa of tsas) tsa.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    at = exportScene(scene);
    served = await Promise.all(tsas.map((tsa, index) => serveAuthority(`tsa-${index + 1}`, tsa)));
    target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
  });
  afterEach(async () => {
    for (const one of served) await one.close();
  });
  const authorities = () => served.map(({ authority }) => authority);

  /** Of two items in a case the second comes back: its chain has the capture that was erased, and another. */
  async function comeBack(): Promise<number> {
    const { db, vault } = scene.context;
    const { caseNumber, items } = await at.caseOf(2);
    await at.stamp(authorities());
    const itemId = items[1] ?? '';
    const now = new Date(scene.clock.now());
    const event = { kind: 'disposition', what: 'erased', export: null } as const;
    await db.transaction().execute((tx) => recordCustody(tx, vault, { itemId, actor: 'test', now, event }));
    await at.captures.preserve(scene.context, itemId, now);
    return caseNumber;
  }

  it('EVI-12 names in its README the event of the capture that is in it, and who stamped that one', async () => {
    const caseNumber = await comeBack();
    await at.stamp(authorities());
    await at.write(await at.approved(caseNumber), target, { authorities: authorities() });
    const readme = readFileSync(join(target, 'README.txt'), 'utf8');
    const named = [...readme.matchAll(/In (data\/items\/\d\d) that is (custody\/\d+\.json)\./g)];
    expect(named.map(([, item, event]) => `${item} ${event}`)).toEqual([
      'data/items/01 custody/0001.json',
      'data/items/02 custody/0003.json',
    ]);
    for (const [, item = '', event = ''] of named) {
      const listed = readFileSync(join(target, item, event), 'utf8');
      for (const file of readdirSync(join(target, item, 'capture'))) {
        const bytes = readFileSync(join(target, item, 'capture', file));
        expect(listed, `${item} ${file}`).toContain(hash('sha256', bytes, 'hex'));
      }
    }
    const commands = [...readme.matchAll(/^ {4}((?:openssl|cd) .*)$/gm)].map(([, line]) => line);
    const said = execFileSync('bash', ['-euo', 'pipefail', '-c', commands.join(' && ')], {
      cwd: target,
      encoding: 'utf8',
    });
    expect(said.match(/Verification: OK/g)).toHaveLength(4);
  });

  it('EVI-06 counts no stamps of the capture that was erased for the one that is in it', async () => {
    const caseNumber = await comeBack();
    await at.write(await at.approved(caseNumber), target, { authorities: authorities() });
    const report = await verifyBundle(readFolder(target));
    expect(report).toMatchObject({ stamps: 4, faults: [] });
    expect(report.notices).toContain('data/items/02: fewer than two authorities have stamped the time');
    expect(report.notices).not.toContain('data/items/01: fewer than two authorities have stamped the time');
    expect(readFileSync(join(target, 'README.txt'), 'utf8')).toContain(
      '(no authority has stamped this event)',
    );
  });
});
