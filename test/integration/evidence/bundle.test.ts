import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../queue/runtime/errors.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import type { CaptureReader } from '../../../workers/bundle/whole-item.ts';
import { type GraphNode, shapeFaults } from '../../support/case-shapes.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, type ExportScene, exportScene } from '../../support/export-scene.ts';
import { BundleVerifier } from '../../support/python-verifier.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const ARABIC = '[review] رحلة خيالية من مكان إلى آخر';

describe.each(COLUMNS)('bundles, %s', (name) => {
  const scene = deskScene(name);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bundle-'));
  const tsas = ['first', 'second'].map((id) => new OpensslAuthority(id));
  const python = new BundleVerifier();
  let served: ServedAuthority[];
  let at: ExportScene;
  let number: number;
  let target: string;
  afterAll(() => {
    for (const tsa of tsas) tsa.remove();
    python.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    at = exportScene(scene);
    served = await Promise.all(tsas.map((tsa, index) => serveAuthority(`tsa-${index + 1}`, tsa)));
    const { caseNumber } = await at.caseOf(2, (place) => `${ARABIC} ${place}`);
    number = await at.approved(caseNumber);
    target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
  });
  afterEach(async () => {
    for (const one of served) await one.close();
  });
  const authorities = () => served.map(({ authority }) => authority);
  const verify = () => verifyBundle(readFolder(target));
  const read = (path: string) => readFileSync(join(target, path), 'utf8');

  type Read = () => Promise<Uint8Array>;
  /** The captures, with another way to read their archives. */
  const withArchives = (how: (read: Read) => Promise<Uint8Array>): CaptureReader => ({
    async captureOf(itemId) {
      const found = await at.captures.captureOf(itemId);
      const objects = found?.objects.map((one) =>
        one.role === 'wacz' ? { ...one, read: () => how(one.read) } : one,
      );
      return found && { ...found, objects: objects ?? [] };
    },
  });

  it('EVI-12 verify offline, by our verifier and by one of other code, with keys that came another way', async () => {
    expect(await at.stamp(authorities())).toBe(4);
    const written = await at.write(number, target, { authorities: authorities() });
    const { vault } = scene.context;
    const trust = { unitPem: vault.unit.publicPem, rootsPem: tsas.map(({ rootPem }) => rootPem).join('') };
    const report = await verifyBundle(readFolder(target), trust);
    expect(report).toMatchObject({ bundle: `1/${number}`, items: 2, stamps: 4, faults: [] });
    expect(report.notices).toEqual([
      expect.stringMatching(/^The log's key came with the bundle.* --log-key\.$/),
      expect.stringContaining('data/items/01: the archive is not signed'),
      expect.stringContaining('data/items/02: the archive is not signed'),
    ]);
    const logVkey = read('keys/log.vkey');
    const ofLog = await verifyBundle(readFolder(target), { ...trust, unitPem: undefined, logVkey });
    expect(ofLog.notices[0]).toMatch(/^The unit's key came with the bundle.*, not by whom\. .* --key\.$/);
    expect(ofLog.notices.join()).not.toContain('--log-key');
    if (hasPython()) expect(await python.verify(target)).toMatchObject({ items: 2, stamps: 4, faults: [] });
    expect(read('seal.txt')).toContain(written.sha512);
    expect(await at.exports.list(EXA, 1)).toMatchObject([{ state: 'sealed' }]);
  });

  it('EVI-12 hold by ordinary tools, as their README says', async () => {
    await at.stamp(authorities());
    await at.write(number, target, { authorities: authorities() });
    const commands = [...read('README.txt').matchAll(/^ {4}((?:sha512sum --check|openssl|cd) .*)$/gm)].map(
      ([, line]) => line,
    );
    expect(commands.length).toBeGreaterThanOrEqual(7);
    const script = commands.join(' && ');
    const said = execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: target, encoding: 'utf8' });
    expect(said.match(/Verified Successfully/g)).toHaveLength(2);
    expect(said.match(/Verification: OK/g) ?? []).toHaveLength(2);
    expect(said).not.toMatch(/FAILED/);
  });

  it('EVI-11 appear whole or not at all, and where writing failed, writing again goes on', async () => {
    // Each archive is read twice: it is looked at before custody passes on, and written afterwards.
    let readings = 0;
    const failing = at.write(number, target, {
      captures: withArchives((read) => {
        readings += 1;
        return readings > 2 ? Promise.reject(new Error('the disk is gone')) : read();
      }),
    });
    await expect(failing).rejects.toMatchObject({ code: 'storage.unwritable' });
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(join(target, '..'))).toEqual([]);
    expect(await at.exports.list(EXA, 1)).toMatchObject([{ state: 'handed-over' }]);
    await at.write(number, target);
    expect((await verify()).faults).toEqual([]);
    // One transfer, though it was begun twice.
    expect(
      readdirSync(join(target, 'data/items/01/custody')).filter((name) => name.endsWith('.json')),
    ).toHaveLength(3);
    await expect(at.write(number, `${target}-again`)).rejects.toMatchObject({ code: 'item.conflict' });
  });

  /** Nothing says that the court was given what it did not get. */
  const expectNotHandedOver = async () => {
    expect(existsSync(target)).toBe(false);
    expect(await at.exports.list(EXA, 1)).toMatchObject([{ state: 'approved', handedOverAt: null }]);
    const { rows } = await sql`
      select from vigie.custody_events where kind = 'transfer'
      union all select from vigie.log_entries where kind = 'export.handed-over'
    `.execute(scene.context.db);
    expect(rows).toEqual([]);
  };

  it('EVI-11 hand nothing over where an object cannot be read, or a text is gone', async () => {
    const lost = () => Promise.reject(new AppError('evidence.missing', 'expected an object, found none'));
    await expect(at.write(number, target, { captures: withArchives(lost) })).rejects.toMatchObject({
      code: 'evidence.missing',
    });
    await expectNotHandedOver();
    await expect(
      at.write(number, target, { captures: { captureOf: async () => null } }),
    ).rejects.toMatchObject({ code: 'evidence.incomplete' });
    await expectNotHandedOver();
    await at.write(number, target);
    expect((await verify()).faults).toEqual([]);
  });

  it('EVI-12 hand nothing over whose stamps would not hold at the recipient, and say whose', async () => {
    await at.stamp(authorities());
    const [first, second] = authorities();
    if (!first || !second) throw new Error('expected two');
    // Left out of the file, and with a new root in the place of the old one.
    const left = [first];
    const replaced = [first, { ...second, roots: first.roots }];
    for (const given of [left, replaced]) {
      await expect(at.write(number, target, { authorities: given })).rejects.toMatchObject({
        code: 'evidence.incomplete',
        message: expect.stringMatching(/item 1: .*the time stamp of tsa-2 on event 1 .*timestamps\.yml/),
      });
      await expectNotHandedOver();
    }
    const former = { id: second.id, roots: [...first.roots, ...second.roots] };
    await at.write(number, target, { authorities: [first, former] });
    expect(await verify()).toMatchObject({ stamps: 4, faults: [] });
  });

  it('EVI-11 are not written over anything', async () => {
    await at.write(number, target);
    const { caseNumber } = JSON.parse(read('data/export.json'));
    const other = await at.approved(caseNumber);
    await expect(at.write(other, target)).rejects.toMatchObject({ code: 'usage.invalid' });
    expect((await verify()).bundle).toBe(`${caseNumber}/${number}`);
  });

  it('EVI-06 say honestly what is not stamped', async () => {
    await at.write(number, target);
    const report = await verify();
    expect(report.faults).toEqual([]);
    expect(report.notices).toContainEqual(expect.stringContaining('fewer than two authorities'));
    expect(read('data/summary.en.html')).toContain('No time-stamp authority was configured');
    const [first] = authorities();
    if (!first) throw new Error('expected an authority');
    expect(read('README.txt')).toContain('no time-stamp authority was configured');
  });

  it('EVI-06 show a stamp that is pending as pending, everywhere', async () => {
    for (const one of served) one.answer = () => ({ status: 503, body: Buffer.alloc(0) });
    await at.stamp(authorities());
    await at.write(number, target, { authorities: authorities() });
    const report = await verify();
    expect(report).toMatchObject({ stamps: 0, faults: [] });
    expect(report.notices).toContainEqual(
      expect.stringContaining('is pending, which shows nothing about time'),
    );
    const item = JSON.parse(read('data/items/01/item.json'));
    expect(item.timestamps).toMatchObject([
      { authority: 'tsa-1', state: 'pending', reason: 'http-503', genTime: null, path: null },
      { authority: 'tsa-2', state: 'pending' },
    ]);
    expect(read('data/summary.fr.html')).toContain('en attente: http-503');
    expect(read('data/summary.en.html')).not.toContain('confirmed</bdi>');
  });

  it('CON-05 hold what speaks against the item: dissent, protective signs, contests, questions', async () => {
    await at.write(number, target);
    const item = JSON.parse(read('data/items/01/item.json'));
    expect(Object.keys(item.exculpatory).sort()).toEqual([
      ...['contests', 'dissent', 'doubts', 'hasOneRelease', 'protectiveSigns', 'questions'],
    ]);
    expect(read('data/summary.en.html')).toContain('What speaks against it');
    expect(read('data/summary.fr.html')).toContain('Ce qui s’y oppose');
  });

  it('EVI-14 come with a technical report on the collection, which the manifest vouches for', async () => {
    await at.write(number, target);
    const report = JSON.parse(read('data/technical-report.json'));
    expect(report.items[0]).toMatchObject({
      collector: { host: 'test-host' },
      tools: { node: 'v20' },
      clock: { synchronised: 'unknown' },
      rulesRelease: 'test-release',
      rules: ['en.provider.test'],
    });
    expect(read('manifest-sha512.txt')).toContain('data/technical-report.json');
  });

  it('say of each item whether a native reader has checked the words of its language', async () => {
    await at.write(number, target);
    const unchecked = {
      en: 'No native reader has checked the words of this language',
      fr: 'Aucun locuteur natif n’a relu les mots de cette langue',
    };
    expect(read('data/summary.en.html').split(unchecked.en)).toHaveLength(3);
    expect(read('data/summary.fr.html').split(unchecked.fr)).toHaveLength(3);
    const { items } = JSON.parse(read('data/technical-report.json'));
    expect(items).toMatchObject([{ isLanguageChecked: false }, { isLanguageChecked: false }]);
  });

  it('say nothing of the sort where one has', async () => {
    await at.write(number, target, { checkedLanguages: ['en'] });
    expect(read('data/summary.en.html')).not.toContain('No native reader');
    const { items } = JSON.parse(read('data/technical-report.json'));
    expect(items).toMatchObject([{ language: 'en', isLanguageChecked: true }, { isLanguageChecked: true }]);
  });

  it('EVI-10 come with the case as CASE/UCO: its shapes hold, and a wrong type is found', async () => {
    await at.write(number, target);
    const { '@graph': graph } = JSON.parse(read('data/case.jsonld')) as { '@graph': GraphNode[] };
    expect(shapeFaults(graph)).toEqual([]);
    const types = graph.map((node) => node['@type']);
    for (const type of ['Investigation', 'Authorization', 'InvestigativeAction', 'ProvenanceRecord'])
      expect(types).toContain(`investigation:${type}`);
    const exhibits = graph.flatMap((node) => node['investigation:exhibitNumber'] ?? []);
    expect(exhibits).toEqual([`1/${number}/1`, `1/${number}/2`]);
    // A file with a hash for each object, and nobody's identity but organisations'.
    expect(types.filter((type) => type === 'types:Hash')).toHaveLength(8);
    expect(types.filter((type) => type.startsWith('identity:'))).toEqual(
      Array(2).fill('identity:Organization'),
    );
    for (const wrong of WRONG) expect(shapeFaults(graph.map(wrong))).not.toEqual([]);
  });

  it('EVI-11 name no author, no other item and no account by its name', async () => {
    await at.write(number, target);
    const all = readFolder(target)
      .paths.map((path) => readFileSync(join(target, path), 'latin1'))
      .join('\n');
    expect(all).not.toMatch(/name of |author_token/);
  });
});

/** Each puts one thing wrong. */
const WRONG: ((node: GraphNode) => GraphNode)[] = [
  (node) => (node['@type'] === 'observable:File' ? { ...node, '@type': 'observable:Fil' } : node),
  (node) => ('action:startTime' in node ? { ...node, 'action:startTime': '2026-06-01T12:00:00Z' } : node),
  (node) => ('types:hashValue' in node ? { ...node, 'types:hashValue': 'abc' } : node),
  (node) => ('action:performer' in node ? { ...node, 'action:performer': { '@id': 'kb:nobody' } } : node),
  (node) => ('core:object' in node ? { ...node, 'core:objects': [] } : node),
];
