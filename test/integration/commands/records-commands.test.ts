import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buryLetter } from '../../../queue/storage/index.ts';
import { ndjson } from '../../support/config-folder.ts';
import { logEntries } from '../../support/log.ts';
import type { Running } from '../../support/run-vigie.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { openScene, type Scene } from './scene.ts';

const STATUS = {
  posts: { total: 40, staged: 0, none: 36, review: 2, protect: 2, dead: 0 },
  items: { open: 4, decided: 0 },
  log: { size: expect.any(Number), root: expect.stringMatching(/^[0-9a-f]{64}$/) },
};

describe.each(['without start', 'while start runs'])('a command on the records, %s,', (how) => {
  let scene: Scene;
  let owner: Running | undefined;
  beforeAll(async () => {
    scene = openScene();
    const file = scene.write('posts.ndjson', ndjson(40));
    expect((await scene.onData('import', file, '--source', 'file-import')).code).toBe(0);
    if (how === 'while start runs') owner = await scene.start();
  });
  afterAll(async () => {
    // Ends in order, so that nothing of what the commands did is undone by the kill.
    if (owner) expect((await owner.kill('SIGTERM')).code).toBe(0);
    await scene.close();
  });

  it('status counts posts, items and log entries, for people and in the stable shape for machines', async () => {
    const done = await scene.onData('status', '--json');
    expect(JSON.parse(done.stdout)).toEqual(STATUS);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const told = await scene.onData('status');
    expect(told.stdout).toMatch(
      /^posts {2}40 \(staged 0, none 36, review 2, protect 2, dead 0\)\nitems {2}4 open, 0 decided\nalerts {2}2 of people at risk, 0 that nobody has had in hand for 30 minutes\ncaptures {2}0 captured, 0 wanted, \d failed \([a-z-]+ \d\), 0 erased\nsources {2}1, 0 not well \(see vigie sources health\)\nlog {4}\d+ entries, root [0-9a-f]{64}\nreport .*\ntelling 0 to be told, .*\n$/,
    );
  });

  it('log verify finds the log intact and every assessment as committed', async () => {
    const done = await scene.onData('log', 'verify', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ fault: null, waiting: 0, assessmentsChecked: 40 });
    expect(done.code).toBe(0);
    expect((await scene.onData('log', 'verify')).stdout).toMatch(
      /^log: intact, \d+ entries, root [0-9a-f]{64}\n/,
    );
  });

  it('reconcile has nothing to put back where nothing is unfinished', async () => {
    const done = await scene.onData('reconcile', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ jobs: 0, posts: 0 });
    expect(done.code).toBe(0);
  });

  it('doctor finds an installation that works, and says what it found', async () => {
    const done = await scene.onData('doctor', '--json');
    const findings: { check: string; level: string }[] = JSON.parse(done.stdout);
    for (const check of ['rules', 'sources', 'policy', 'vault', 'schema', 'dead letters'])
      expect(findings).toContainEqual(expect.objectContaining({ check, level: 'ok' }));
    expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
    expect(done.code).toBe(0);
  });

  it('collect has no round to do where only imports are configured', async () => {
    expect(await scene.onData('collect', '--once')).toMatchObject({ code: 0, stdout: 'no enabled source\n' });
  });

  it('dead lists what was given up and puts it back', async () => {
    expect(await scene.onData('dead', 'list')).toMatchObject({ code: 0, stdout: 'nothing was given up\n' });
    const payload = { version: 1, dueAt: '2026-01-01T00:00:00.000Z' };
    const letter = { jobName: 'expire-texts', jobId: 'x', payload, reason: 'attempts', message: 'ENOSPC' };
    await withEmbedded({ directory: scene.data, mayUseOwner: true }, ({ db }) =>
      buryLetter(db, letter, new Date('2026-01-02T00:00:00Z')),
    );
    expect(await scene.onData('dead', 'list')).toMatchObject({
      code: 1,
      stdout: '1  2026-01-02T00:00:00.000Z  expire-texts  attempts  x  ENOSPC\n',
    });
    const listed = JSON.parse((await scene.onData('dead', 'list', '--json')).stdout);
    expect(listed).toMatchObject([{ id: 1, job: 'expire-texts', sourceId: null, postIds: [] }]);
    expect((await scene.onData('doctor')).stdout).toContain('vigie dead list');
    expect(await scene.onData('dead', 'replay', '1')).toMatchObject({ code: 0, stdout: '1: put back\n' });
    expect(await scene.onData('dead', 'replay', '--all', '--json')).toMatchObject({
      code: 0,
      stdout: '[]\n',
    });
  });
});

describe('faults that the commands find', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    const file = scene.write('posts.ndjson', ndjson(300));
    expect((await scene.onData('import', file, '--source', 'file-import', '--no-wait')).code).toBe(0);
  });
  afterAll(() => scene.close());

  it('reconcile gives posts their jobs back that the queue store lost', async () => {
    await scene.withRecords(async ({ pool }) => {
      await pool.query('delete from vigie.outbox');
      await pool.query('truncate bullmq.job, bullmq.event, bullmq.job_log, bullmq.job_dependency');
    });
    const before = JSON.parse((await scene.onData('status', '--json')).stdout).posts.staged;
    const done = JSON.parse((await scene.onData('reconcile', '--json')).stdout);
    expect(done).toMatchObject({ posts: before, pending: 0 });
    expect(JSON.parse((await scene.onData('reconcile', '--json')).stdout)).toMatchObject({ posts: 0 });
    const entries = await scene.withRecords(({ db }) =>
      logEntries(db, sql`e.kind = 'queue.reconciled'`, scene.vault()),
    );
    expect(entries.map(({ actor }) => actor)).toEqual([expect.stringMatching(/^os:/)]);
  });

  it('doctor names a failed check, goes on with the others, and exits with 1', async () => {
    scene.write('config/policy.yml', 'retention: {unflaggedHours: 9000}\n');
    const done = await scene.onData('doctor');
    expect(done.stdout).toMatch(/^fail {2}policy: .*policy\.yml/m);
    expect(done.stdout).toMatch(/^ok {4}schema: up to date$/m);
    expect(done.code).toBe(1);
    scene.write('config/policy.yml', '');
  });

  it('log verify names the first bad entry after the records were altered, and exits with 4', async () => {
    await scene.withRecords(async ({ db }) => {
      await sql`alter table vigie.log_bodies disable trigger all`.execute(db);
      await sql`update vigie.log_bodies set sealed = set_byte(sealed, 39, get_byte(sealed, 39) # 1)
        where entry_id = (select entry_id from vigie.log_leaves where index = 1)`.execute(db);
    });
    const done = await scene.onData('log', 'verify');
    expect(done.stdout).toMatch(/^log: NOT intact\nfirst bad entry: entry 1 \(id \d+\)\n.*altered/);
    expect(done.code).toBe(4);
    const { fault } = JSON.parse((await scene.onData('log', 'verify', '--json')).stdout);
    expect(fault).toMatchObject({ index: 1, reason: expect.stringContaining('altered') });
  });
});

describe('an old backup', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    const file = scene.write('posts.ndjson', ndjson(40));
    expect((await scene.onData('import', file, '--source', 'file-import')).code).toBe(0);
  });
  afterAll(() => scene.close());

  it('CON-04 is restored without what its retention has ended since, and the log says so', async () => {
    // As if it had been made half a year ago.
    await scene.withRecords(async ({ pool }) => {
      await pool.query("update vigie.sealed_batches set erase_at = erase_at - interval '180 days'");
      await pool.query("update vigie.sealed_posts set erase_at = erase_at - interval '180 days'");
      await pool.query("update vigie.item_members set joined_at = joined_at - interval '180 days'");
    });
    const file = scene.path('old.gz');
    expect((await scene.onData('backup', file, '--include-vault-key')).code).toBe(0);
    const restored = scene.path('restored');
    const done = await scene.run(['restore', file, '--data', restored]);
    expect(done.stdout).toMatch(/rows restored from 20.*; log intact/);
    // What was released since the backup is out all the same.
    expect(done.stdout).toMatch(/no table of months up to 20.*: vigie statistics reopen/);
    const reopened = await scene.run(['statistics', 'reopen', '--data', restored]);
    expect(reopened).toMatchObject({ code: 1, stdout: expect.stringContaining('waits for a second person') });
    expect(reopened.stdout).not.toContain('ever released');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const erasures = await scene.run(['erasures', '--data', restored, '--json']);
    const certificates = JSON.parse(erasures.stdout) as readonly { readonly index: number }[];
    expect(certificates).toMatchObject([{ texts: 40, holds: true }]);
    const exported = await scene.run([
      ...['erasures', '--export', String(certificates[0]?.index), '--data', restored, '--json'],
    ]);
    // One value on one line, as of every command that has the option.
    expect(
      exported.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(certificates);
    const status = await scene.run(['status', '--data', restored, '--json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ posts: STATUS.posts, items: { open: 0, decided: 0 } });
    const told = await scene.run(['status', '--data', restored]);
    expect(told.stdout).toMatch(
      /^statistics no table of months up to 20.* a second person must say the same$/m,
    );
    const findings = await scene.run(['doctor', '--data', restored, '--json']);
    expect(JSON.parse(findings.stdout)).toContainEqual({
      check: 'statistics',
      level: 'warn',
      message: expect.stringContaining('no table of months up to 20'),
      mend: expect.stringContaining('vigie statistics reopen'),
    });
  });
});
