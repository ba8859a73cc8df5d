import { createHash, generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatManifest } from '../../../workers/bundle/bag/format.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { type Trust, verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { BlockChain, serveHeaders, TEST_BITS, TEST_LIMIT } from '../../support/block-chain.ts';
import { serveCalendar } from '../../support/calendar.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { DomainCertificate } from '../../support/domain-certificate.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { BundleVerifier } from '../../support/python-verifier.ts';
import { OpensslAuthority, serveAuthority } from '../../support/timestamp-authority.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

/** Seeded, so that a failure can be seen again. */
const SEED = 20261127;
const MUTATIONS = 520;

describe.runIf(hasPython())('a bundle that was changed', () => {
  const scene = deskScene('embedded');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-mutations-'));
  const tsas = ['first', 'second'].map((id) => new OpensslAuthority(id));
  const certificate = new DomainCertificate();
  const python = new BundleVerifier();
  afterAll(() => {
    for (const tsa of tsas) tsa.remove();
    certificate.remove();
    python.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function writeOne(): Promise<string> {
    const at = exportScene(scene);
    // Signatures are held against the time of this machine, which stamps carry.
    if (scene.clock.now() < Date.now()) scene.clock.advance(Date.now() - scene.clock.now());
    const served = await Promise.all(tsas.map((tsa, index) => serveAuthority(`tsa-${index + 1}`, tsa)));
    const authorities = served.map(({ authority }) => authority);
    const { caseNumber } = await at.caseOf(2);
    const number = await at.approved(caseNumber);
    await at.stamp(authorities);
    await prove(at);
    const [authority] = authorities;
    if (authority) await at.sign(certificate.signer(authority));
    const target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
    await at.write(number, target, { authorities });
    for (const one of served) await one.close();
    return target;
  }

  /** A proof of each event that leads to a block. */
  async function prove(at: ExportScene): Promise<void> {
    const chain = new BlockChain();
    const calendar = await serveCalendar('calendar');
    const headers = await serveHeaders(chain, 'bitcoin-core');
    const settings = { calendars: [calendar.calendar], headers: headers.place };
    await at.prove(settings);
    calendar.commit(chain, new Date(scene.clock.now()));
    scene.clock.advance(60_000);
    await at.prove(settings);
    await at.prove(settings);
    await calendar.close();
    await headers.close();
  }

  const both = async (root: string, trust: Trust = {}) => {
    const ours = await verifyBundle(readFolder(root), { blockLimit: TEST_LIMIT, ...trust });
    const theirs = await python.verify(root, TEST_BITS);
    return { ours: ours.faults, theirs: theirs.faults };
  };

  it('EVI-12 is found by both verifiers, which name the file, over 520 mutations', {
    timeout: 600_000,
  }, async () => {
    const root = await writeOne();
    const paths = readFolder(root).paths;
    const random = generator(SEED);
    const pick = (below: number) => Math.floor(random() * below);
    expect(await both(root)).toEqual({ ours: [], theirs: [] });
    expect(paths.filter((path) => path.endsWith('.ots'))).toHaveLength(2);
    for (let at = 0; at < MUTATIONS; at += 1) {
      // Each file in turn, so that none is spared by chance.
      const path = paths[at % paths.length] ?? '';
      const file = join(root, path);
      const before = readFileSync(file);
      const kind = at < paths.length ? 'drop' : at < 2 * paths.length ? 'cut' : 'flip';
      if (kind === 'drop') rmSync(file);
      else if (kind === 'cut') writeFileSync(file, before.subarray(0, before.length - 1));
      else {
        const changed = Buffer.from(before);
        const place = pick(changed.length);
        changed[place] = (changed[place] ?? 0) ^ (1 << pick(8));
        writeFileSync(file, changed);
      }
      const { ours, theirs } = await both(root);
      const named = [ours, theirs].map((faults) => faults.some((fault) => fault.file === path));
      expect(named, `seed ${SEED}, mutation ${at}: ${kind} of ${path}`).toEqual([true, true]);
      writeFileSync(file, before, { mode: 0o600 });
    }
    expect(await both(root)).toEqual({ ours: [], theirs: [] });
  });

  it.each<[string, (root: string) => void, RegExp, RegExp]>([
    ['an event was removed from the middle', (root) => removeEvent(root, 2), /custody\/0002\.json/, /gap/],
    ['the last event was removed', (root) => removeEvent(root, 3), /custody\/0003\.json/, /gap/],
    ['the tokens of two authorities were swapped', swapTokens, /\.tsr$/, /chain hold|another time/],
    ['a token of another item was put in its place', replaceToken, /\.tsr$/, /imprint mismatch/],
    [
      'a file was added',
      (root) => writeFileSync(join(root, 'data/more.txt'), 'more'),
      /data\/more\.txt/,
      /found it is not/,
    ],
    [
      'a file was added beside the payload',
      (root) => writeFileSync(join(root, 'more.txt'), 'more'),
      /^more\.txt$/,
      /found it is not/,
    ],
    [
      'an object was replaced',
      (root) => writeFileSync(join(root, 'data/items/01/capture/archive.wacz'), 'other'),
      /archive\.wacz/,
      /recorded/,
    ],
    ['two items were exchanged', exchangeItems, /item\.json/, /expected item/],
  ])('EVI-08 is found where %s and every manifest was written anew', async (_, change, file, reason) => {
    const root = await writeOne();
    change(root);
    if (!/added/.test(_)) rewriteManifests(root);
    const { ours, theirs } = await both(root);
    expect(ours.filter((fault) => file.test(fault.file) && reason.test(fault.reason))).not.toEqual([]);
    expect(theirs.filter((fault) => file.test(fault.file))).not.toEqual([]);
    // Whoever writes manifests anew cannot seal them.
    if (!/added/.test(_))
      for (const faults of [ours, theirs])
        expect(faults.map((fault) => fault.file)).toContain('tagmanifest-sha512.txt');
  });

  it('EVI-06 is found where a stamp is older than what it stamps, beyond what clocks differ', async () => {
    // Stamps carry the time of this machine; what they stamp was recorded an hour later, by its own clock.
    scene.clock.advance(Date.now() + 3_600_000 - scene.clock.now());
    const root = await writeOne();
    const { ours, theirs } = await both(root);
    expect(ours.map(({ file }) => file)).toEqual(theirs.map(({ file }) => file));
    expect(ours).toHaveLength(4);
    expect(ours[0]?.reason).toMatch(/a clock was wrong/);
  });

  it('EVI-12 is found where everything was signed by another key, once the right one is given', async () => {
    const root = await writeOne();
    const { publicKey } = generateKeyPairSync('ed25519');
    const unitPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const report = await verifyBundle(readFolder(root), { unitPem });
    expect(report.faults.map(({ file }) => file)).toContain('seal.sig');
    expect(report.faults.filter(({ file }) => /custody/.test(file))).toHaveLength(6);
    const logVkey = readFileSync(join(root, 'keys/log.vkey'), 'utf8').replace(/^\S+?\+/, 'other+');
    expect((await verifyBundle(readFolder(root), { logVkey })).faults.map(({ file }) => file)).toContain(
      'keys/log.vkey',
    );
    const stranger = new OpensslAuthority('stranger');
    const { faults } = await verifyBundle(readFolder(root), { rootsPem: stranger.rootPem });
    expect(faults.filter(({ file }) => file.endsWith('.tsr'))).toHaveLength(4);
    stranger.remove();
  });
});

function removeEvent(root: string, number: number): void {
  for (const kind of ['json', 'sig', 'tlog-proof'])
    rmSync(join(root, `data/items/01/custody/000${number}.${kind}`));
}

function swapTokens(root: string): void {
  const [one, other] = ['tsa-1', 'tsa-2'].map((id) => join(root, `data/items/01/timestamps/0001.${id}.tsr`));
  if (!one || !other) return;
  const [first, second] = [readFileSync(one), readFileSync(other)];
  writeFileSync(one, second);
  writeFileSync(other, first);
}

function replaceToken(root: string): void {
  const name = 'timestamps/0001.tsa-1.tsr';
  writeFileSync(join(root, 'data/items/01', name), readFileSync(join(root, 'data/items/02', name)));
}

function exchangeItems(root: string): void {
  const [one, two, aside] = ['data/items/01', 'data/items/02', 'aside'].map((path) => join(root, path));
  if (!one || !two || !aside) return;
  for (const [from, to] of [
    [one, aside],
    [two, one],
    [aside, two],
  ] as const) {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
  rmSync(aside, { recursive: true });
}

/** What somebody would do who has the bundle and not the unit's key. */
function rewriteManifests(root: string): void {
  const digestOf = (path: string) =>
    createHash('sha512')
      .update(readFileSync(join(root, path)))
      .digest('hex');
  const { paths } = readFolder(root);
  const payload = paths.filter((path) => path.startsWith('data/'));
  writeFileSync(
    join(root, 'manifest-sha512.txt'),
    formatManifest(new Map(payload.map((path) => [path, digestOf(path)]))),
  );
  const bytes = payload.reduce((sum, path) => sum + readFileSync(join(root, path)).length, 0);
  const info = readFileSync(join(root, 'bag-info.txt'), 'utf8');
  writeFileSync(
    join(root, 'bag-info.txt'),
    info.replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`),
  );
  const tags = paths.filter((path) => !/^(data\/|seal\.|tagmanifest)/.test(path));
  writeFileSync(
    join(root, 'tagmanifest-sha512.txt'),
    formatManifest(new Map(tags.map((path) => [path, digestOf(path)]))),
  );
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
