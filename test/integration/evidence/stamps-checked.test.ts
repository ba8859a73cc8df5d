import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stampFindings } from '../../../bin/cli/doctor/check-stamps.ts';
import { type Authority, parseRoots } from '../../../workers/timestamps/authorities.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { exportScene } from '../../support/export-scene.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe.each(COLUMNS)('doctor on time stamps, %s', (name) => {
  const scene = deskScene(name);
  const tsas = ['first', 'second'].map((id) => new OpensslAuthority(id));
  let served: ServedAuthority[];
  beforeAll(async () => {
    served = await Promise.all(tsas.map((tsa, index) => serveAuthority(`tsa-${index + 1}`, tsa)));
  });
  afterAll(async () => {
    for (const one of served) await one.close();
    for (const tsa of tsas) tsa.remove();
  });

  const both = () => served.map(({ authority }) => authority);
  const findings = (authorities: readonly Authority[], now = scene.clock.now(), former: string[] = []) => {
    const rooted = [...authorities.map(({ id }) => id), ...former];
    return stampFindings(scene.context.db, { authorities, rooted }, now);
  };
  const check = async (...given: Parameters<typeof findings>) =>
    (await findings(...given)).map(({ level, message }) => `${level} ${message}`);

  it('EVI-06 says that nobody is configured, what waits and since when, and what ends', async () => {
    const at = exportScene(scene);
    await at.caseOf(2);
    const recorded = new Date(scene.clock.now()).toISOString();
    expect(await check([])).toEqual([
      "warn no authority is configured: by when 2 captures existed rests on the unit's word",
    ]);

    const waiting = expect.stringMatching(/^ok 2 captures wait for a token, the oldest since 20\d\d-/);
    expect(await check(both())).toEqual(['ok by tsa-1, tsa-2', waiting]);
    const late = (await check(both(), Date.parse(recorded) + 3 * HOUR_MS))[1];
    expect(late).toMatch(/^warn 2 captures wait for a token, the oldest since /);
    // One of two has stamped: it goes on waiting.
    await at.stamp(both().slice(0, 1));
    expect((await check(both()))[1]).toMatch(/^ok 2 captures wait/);

    await at.stamp(both());
    expect(await check(both())).toEqual(['ok by tsa-1, tsa-2', 'ok no capture waits for a token']);

    const end = Date.parse('2099-12-31T00:00:00Z');
    const soon = await check(both(), end - 30 * DAY_MS);
    expect(soon).toContain('warn the root "CN=first root" of tsa-1 ends on 2099-12-31');
    expect(soon).toContain('warn the certificate "CN=second" that tsa-2 signs with ends on 2099-12-31');
    expect(await check(both(), end + DAY_MS)).toContain(
      'fail the root "CN=first root" of tsa-1 ended on 2099-12-31',
    );
  });

  it('EVI-06 says nothing of a root that ended where a later one was added, and never to take the old one out', async () => {
    const [first] = both();
    if (first === undefined) throw new Error('expected an authority');
    const brief = new OpensslAuthority('brief', '20501231000000Z');
    try {
      const withRoots = (roots: readonly Uint8Array[]) => [{ ...first, roots }];
      const root = parseRoots(brief.rootPem);
      const after = Date.parse('2051-01-15T00:00:00Z');
      const ended = (await findings(withRoots(root), after)).find(({ level }) => level === 'fail');
      expect(ended?.message).toContain('"CN=brief root" of tsa-1 ended on 2050-12-31');
      expect(ended?.mend).toMatch(/add the roots to its file; the old ones stay/);
      expect(await check(withRoots([...root, ...first.roots]), after)).toEqual([
        'ok by tsa-1',
        'ok no capture waits for a token',
      ]);
    } finally {
      brief.remove();
    }
  });

  it('EVI-06 EVI-12 names an authority that has stamped and has no roots here any more', async () => {
    const at = exportScene(scene);
    await at.caseOf(1);
    await at.stamp(both());
    const gone =
      'fail tsa-2 has stamped what may be handed over, and its roots are not in timestamps.yml: no bundle of these is written';
    expect(await check(both().slice(0, 1))).toContain(gone);
    expect(await check([])).toContain(gone);
    expect(await check(both().slice(0, 1), scene.clock.now(), ['tsa-2'])).not.toContain(gone);
    await sql`delete from vigie.sealed_posts`.execute(scene.context.db);
    expect(await check([])).not.toContain(gone);
  });
});
