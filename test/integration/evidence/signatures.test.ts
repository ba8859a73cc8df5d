import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../queue/evidence/index.ts';
import { readProof } from '../../../queue/review/read-proof.ts';
import { readSignatures } from '../../../queue/storage/index.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { type Trust, verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { DOMAIN, DomainCertificate } from '../../support/domain-certificate.ts';
import { verifyWacz } from '../../support/evidence.ts';
import { type ExportScene, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { BundleVerifier } from '../../support/python-verifier.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const DIGEST = 'data/items/01/signature/datapackage-digest.json';
const MINUTE = 60_000;

describe.each(COLUMNS)('signatures of archives, %s', (name) => {
  const scene = deskScene(name);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-signatures-'));
  const tsa = new OpensslAuthority('first');
  const certificate = new DomainCertificate();
  const python = new BundleVerifier();
  let served: ServedAuthority;
  let at: ExportScene;
  let items: string[];
  let caseNumber: number;
  /** Eleven minutes before the stamps that are made in the test. */
  let captured: number;
  afterAll(() => {
    tsa.remove();
    certificate.remove();
    python.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    served = await serveAuthority('first', tsa);
    at = exportScene(scene);
    // Stamps carry the time of this machine, which signatures are held against.
    scene.clock.advance(Date.now() - 11 * MINUTE - scene.clock.now());
    ({ caseNumber, items } = await at.caseOf(1));
    captured = scene.clock.now();
    scene.clock.advance(11 * MINUTE);
  });
  afterEach(() => served.close());

  const signer = () => certificate.signer(served.authority);
  const stateOf = async () => (await readSignatures(scene.context.db, items[0] ?? ''))[0];
  const entries = () => logEntries(scene.context.db, sql`e.kind = 'archive.signed'`, scene.context.vault);
  async function write(): Promise<string> {
    const target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
    await at.write(await at.approved(caseNumber), target, { authorities: [served.authority] });
    return target;
  }
  const both = async (target: string, trust: Trust = {}) => {
    const ours = await verifyBundle(readFolder(target), trust);
    return { ours, theirs: hasPython() ? await python.verify(target) : ours };
  };

  it('EVI-05 an archive is signed with the certificate of the domain, stamped, and in the log', async () => {
    expect(await stateOf()).toMatchObject({ state: 'unsigned', reason: null, attempts: 0 });
    expect(await at.sign(signer())).toBe(1);
    const signature = await stateOf();
    expect(signature).toMatchObject({ state: 'signed', authority: 'first', signedData: { domain: DOMAIN } });
    expect(await entries()).toMatchObject([
      {
        subject: items[0],
        body: { capture: signature?.captureId, manifest: signature?.manifest, domain: DOMAIN },
      },
    ]);
    // What leaves the house is the hash of a signature.
    expect(served.queries).toHaveLength(1);
    expect(await at.sign(signer())).toBe(0);
  });

  it('EVI-05 the page of the item says whether it is signed, by whom, and how long after the capture', async () => {
    const [itemId = ''] = items;
    const id = (await stateOf())?.captureId ?? '';
    const proof = () =>
      readProof(scene.context.db, { id, itemId, endedAt: new Date(captured).toISOString() });
    const bare = { domain: null, authority: null, genTime: null, isLate: false };
    expect(await proof()).toEqual({
      signature: { state: 'unsigned', reason: null, attempts: 0, ...bare },
      stamps: [],
    });
    const answer = served.answer;
    served.answer = () => ({ status: 503, body: Buffer.alloc(0) });
    await at.sign(signer());
    await at.stamp([served.authority]);
    expect(await proof()).toEqual({
      signature: { state: 'unsigned', reason: 'http-503', attempts: 1, ...bare },
      stamps: [{ authority: 'first', state: 'pending', reason: 'http-503', genTime: null }],
    });
    served.answer = answer;
    scene.clock.advance(MINUTE);
    await at.sign(signer());
    await at.stamp([served.authority]);
    // The capture was eleven minutes before: the signature vouches from its own time on.
    expect(await proof()).toMatchObject({
      signature: { state: 'signed', reason: null, domain: DOMAIN, authority: 'first', isLate: true },
      stamps: [{ authority: 'first', state: 'confirmed', reason: null, genTime: expect.any(String) }],
    });
  });

  it('EVI-05 both verifiers take it, with the roots of the domain and without', async () => {
    await at.sign(signer());
    const target = await write();
    const { ours, theirs } = await both(target, { domainRootsPem: certificate.rootPem });
    expect(ours).toMatchObject({ signatures: 1, faults: [] });
    expect(theirs).toMatchObject({ signatures: 1, faults: [] });
    const stranger = new DomainCertificate();
    const { ours: distrusting } = await both(target, { domainRootsPem: stranger.rootPem });
    expect(distrusting.faults).toMatchObject([{ file: DIGEST, reason: expect.stringMatching(/root/) }]);
    stranger.remove();
    const { ours: bare } = await both(target);
    expect(bare.notices).toContainEqual(expect.stringContaining('--domain-roots'));
    const report = readFileSync(join(target, 'data/summary.en.html'), 'utf8');
    expect(report).toContain(`signed with the certificate of ${DOMAIN}`);
  });

  it('EVI-05 ordinary tools take it, as the README of the bundle says', async () => {
    await at.sign(signer());
    const target = await write();
    const readme = readFileSync(join(target, 'README.txt'), 'utf8');
    const step = readme.slice(readme.indexOf('6. The signature'), readme.indexOf('7. The transparency'));
    const commands = step.match(/^ {4}\S.*$/gm) ?? [];
    const said = execFileSync('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      cwd: join(target, 'data/items/01'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said).toContain('Verified OK');
    expect(said).toContain(`Hostname ${DOMAIN} does match certificate`);
    expect(said).toMatch(/Verification: OK|Time stamp:/);
    const hashes = said.match(/[0-9a-f]{64}/g) ?? [];
    expect(hashes.length).toBeGreaterThanOrEqual(2);
    expect(hashes[0]).toBe(hashes[1]);
    expect((await both(target)).ours.faults).toEqual([]);
  });

  it('EVI-05 is refused by both verifiers when the stamp is eleven minutes away, and taken at nine', async () => {
    scene.clock.advance(captured + 2 * MINUTE - scene.clock.now());
    expect(await at.sign(signer())).toBe(1);
    const signed = await stateOf();
    expect(Date.parse(signed?.genTime ?? '') - Date.parse(signed?.signedData?.created ?? '')).toBeGreaterThan(
      8 * MINUTE,
    );
    scene.clock.advance(9 * MINUTE);
    const target = await write();
    expect((await both(target)).ours).toMatchObject({ signatures: 1, faults: [] });
    for (const minutes of [-11, 11]) {
      restate(target, (digest) => {
        const created = new Date(Date.parse(signed?.genTime ?? '') + minutes * MINUTE)
          .toISOString()
          .slice(0, 19);
        digest.signedData.created = `${created}Z`;
      });
      const { ours, theirs } = await both(target);
      for (const { faults } of [ours, theirs])
        expect(faults.filter(({ file }) => file === DIGEST).map(({ reason }) => reason)).toContainEqual(
          expect.stringMatching(/within (?:10|ten) minutes/),
        );
    }
  });

  it('EVI-05 is not kept when the stamp is eleven minutes away, but made anew', async () => {
    scene.clock.advance(captured - scene.clock.now());
    expect(await at.sign(signer())).toBe(0);
    expect(await stateOf()).toMatchObject({
      state: 'unsigned',
      reason: expect.stringMatching(/within 10 minutes/),
    });
    expect(await entries()).toEqual([]);
    scene.clock.advance(11 * MINUTE);
    expect(await at.sign(signer())).toBe(1);
  });

  it('EVI-05 waits for an authority that is away, and says so until it is there', async () => {
    const answer = served.answer;
    served.answer = () => ({ status: 503, body: Buffer.alloc(0) });
    expect(await at.sign(signer())).toBe(0);
    expect(await stateOf()).toMatchObject({ state: 'unsigned', reason: 'http-503', attempts: 1 });
    expect(await at.sign(signer())).toBe(0);
    expect(await stateOf()).toMatchObject({ attempts: 1 });
    const target = await write();
    const { ours, theirs } = await both(target);
    expect(ours).toMatchObject({ signatures: 0, faults: [] });
    expect(theirs).toMatchObject({ signatures: 0, faults: [] });
    expect(ours.notices).toContainEqual(expect.stringContaining('the archive is not signed: http-503'));
    expect(readFileSync(join(target, 'data/summary.fr.html'), 'utf8')).toContain('non signée: http-503');
    served.answer = answer;
    scene.clock.advance(MINUTE);
    expect(await at.sign(signer())).toBe(1);
  });

  it('EVI-05 is not made with a certificate that has ended', async () => {
    const ended = new DomainCertificate({
      valid: ['-not_before', '20200101000000Z', '-not_after', '20210101000000Z'],
    });
    expect(await at.sign(ended.signer(served.authority))).toBe(0);
    expect(await stateOf()).toMatchObject({ reason: 'certificate-expired' });
    expect(served.queries).toEqual([]);
    ended.remove();
  });

  it('EVI-09 leaves the archive as it came into custody; put into a copy, the digest is that of a signed WACZ', async () => {
    await at.sign(signer());
    const target = await write();
    const archive = join(target, 'data/items/01/capture/archive.wacz');
    const item = JSON.parse(readFileSync(join(target, 'data/items/01/item.json'), 'utf8'));
    const recorded = item.capture.objects.find(({ role }: { role: string }) => role === 'wacz');
    expect(sha256(readFileSync(archive))).toBe(recorded.sha256);
    const copy = join(mkdtempSync(join(folder, 'copy-')), 'signed.wacz');
    writeFileSync(copy, readFileSync(archive));
    execFileSync('zip', ['-q', '-0', '-j', copy, join(target, DIGEST)]);
    if (hasPython()) expect(verifyWacz(readFileSync(copy))).toMatchObject({ holds: true });
    const digest = execFileSync('unzip', ['-p', copy, 'datapackage-digest.json'], { encoding: 'utf8' });
    expect(JSON.parse(digest)).toMatchObject({ signedData: { domain: DOMAIN, version: '0.1.0' } });
  });

  it('EVI-09 cannot be changed once it is there, nor taken away', async () => {
    await at.sign(signer());
    const { db } = scene.context;
    await expect(
      sql`update vigie.archive_signatures set state = 'unsigned', signed_data = null`.execute(db),
    ).rejects.toThrow(/never changed/);
    await expect(sql`delete from vigie.archive_signatures`.execute(db)).rejects.toThrow(/never changed/);
  });

  it('EVI-05 is refused by both verifiers with anything in it changed', async () => {
    await at.sign(signer());
    const target = await write();
    const before = readFileSync(join(target, DIGEST));
    for (const [what, change] of CHANGES) {
      restate(target, (digest) => change(digest.signedData));
      const { ours, theirs } = await both(target);
      // One fault is the manifest's, which nobody wrote anew.
      const counts = [ours, theirs].map(({ faults }) => faults.filter(({ file }) => file === DIGEST).length);
      expect(Math.min(...counts), what).toBeGreaterThan(1);
      writeFileSync(join(target, DIGEST), before);
    }
    expect((await both(target)).ours.faults).toEqual([]);
  });

  function restate(target: string, change: (digest: { signedData: Record<string, string> }) => void): void {
    const file = join(target, DIGEST);
    const digest = JSON.parse(readFileSync(file, 'utf8'));
    change(digest);
    writeFileSync(file, JSON.stringify(digest, null, 2), { mode: 0o600 });
  }
});

const CHANGES: readonly [string, (data: Record<string, string>) => void][] = [
  ['another domain', (data) => Object.assign(data, { domain: 'other.example' })],
  ['another hash', (data) => Object.assign(data, { hash: `sha256:${'0'.repeat(64)}` })],
  ['a signature with one bit changed', (data) => Object.assign(data, { signature: flip(data.signature) })],
  [
    'a stamp of something else',
    (data) => Object.assign(data, { timeSignature: flip(data.timeSignature, 90) }),
  ],
  ['a member that is not allowed', (data) => Object.assign(data, { publicKey: 'AAAA' })],
  ['no certificate of the stamp', (data) => Object.assign(data, { timestampCert: data.domainCert })],
  ['another version', (data) => Object.assign(data, { version: '0.2.0' })],
];

function flip(base64 = '', at = 20): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}
