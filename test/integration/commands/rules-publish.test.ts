import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegisterEntry } from '../../../bin/cli/rules/algorithm-register.ts';
import { holdRule } from '../../../queue/storage/index.ts';
import type { RegisteredRule } from '../../../rules/index.ts';
import { logEntries } from '../../support/log.ts';
import { openScene, type Scene } from './scene.ts';

/** What version 0.3.1 of the Dutch Algorithmic Transparency Standard requires of an entry. */
const REQUIRED = [
  ...['standard_version', 'lang', 'publication_date', 'last_change_date', 'revision_date', 'name'],
  ...['organization', 'department', 'country', 'contact_email', 'description_short', 'status'],
  ...['decision_making_process', 'domain', 'area', 'goal', 'impact', 'risks', 'risk_category'],
  ...['proportionality', 'lawful_basis', 'training_data', 'source_data', 'connected_data_sources'],
  ...['algorithm_type', 'type', 'monitoring', 'human_intervention', 'objection_procedure'],
];

/** Every number of points that a post may need: none of them may be left unsaid. */
const POINTS = /10 points; 8 where .* 7 where .* 16 where/;

describe('rules publish', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
  });
  afterAll(() => scene.close());

  const publish = (folder: string) => scene.onData('rules', 'publish', scene.path(folder), '--json');

  it('TRA-01 writes a registry whose hash is in the log, and counts what is withheld', async () => {
    const done = await publish('public/first');
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toContain('begin with register.example.yml');
    // For whoever serves it: another user.
    for (const folder of ['public', 'public/first'])
      expect(statSync(scene.path(folder)).mode & 0o777).toBe(0o755 & ~process.umask());
    const said = JSON.parse(done.stdout);
    const registry = JSON.parse(scene.read('public/first/rules.json'));
    expect(registry.rules.length).toBe(said.rules);
    expect(registry.withheld).toBe(said.withheld);
    expect(said.withheld).toBeGreaterThan(1000);
    const hash = createHash('sha256').update(scene.read('public/first/rules.json')).digest('hex');
    expect(said.files['rules.json']).toBe(hash);
    const entries = await scene.withRecords(({ db }) =>
      logEntries(db, sql`e.kind = 'registry.published'`, scene.vault()),
    );
    expect(entries).toMatchObject([{ body: { digest: registry.digest, files: { 'rules.json': hash } } }]);
    const page = scene.read('public/first/rules.html');
    expect(page).toContain(registry.rules[0].id);
    expect(page).not.toMatch(/<script|<link|<img|style=/);
    // Once more, over what it wrote, and never over anything else.
    expect((await publish('public/first')).code).toBe(0);
    scene.write('public/first/rules.html', '<title>Of somebody else</title>');
    expect(await publish('public/first')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('or one that this command wrote earlier, which this one replaces'),
    });
    expect(scene.read('public/first/rules.html')).toContain('Of somebody else');
    expect(registry.gate).toMatchObject({
      threshold: 10,
      plainThreshold: 8,
      terseThreshold: 7,
      disputedThreshold: 16,
      protectionThreshold: 14,
    });
    expect(page).toMatch(POINTS);
  }, 240_000);

  it('TRA-05 writes an entry for algorithm registers in the fields of a published standard', async () => {
    copyFileSync(join('config', 'register.example.yml'), join(scene.configDir, 'register.yml'));
    const done = await publish('second');
    expect(done.code, done.stderr).toBe(0);
    const entry = JSON.parse(scene.read('second/algorithm-register.json'));
    expect(RegisterEntry.safeParse(entry).error).toBeUndefined();
    for (const field of REQUIRED) expect(String(entry[field] ?? '').length, field).toBeGreaterThan(0);
    expect(entry).toMatchObject({
      standard_version: '0.3.1',
      algorithm_type: 'rule-based',
      type: 'descriptive',
    });
    expect(entry.description).toMatch(POINTS);
    expect(entry.description.length).toBeGreaterThanOrEqual(500);
    expect(entry.description_short.length).toBeLessThanOrEqual(150);
    expect(scene.read('second/algorithm-register.html')).toContain('Example Authority');
    // Without what the authority knows there is no entry any more, also none of before; a rule on hold speaks for nothing.
    rmSync(join(scene.configDir, 'register.yml'));
    const rule = JSON.parse(scene.read('second/rules.json')).rules.find(
      (one: RegisteredRule) => one.effect === 'for' && one.status === 'live',
    ).id;
    await scene.withRecords(({ db }) =>
      holdRule(db, { rule, reason: 'flags songs', actor: 'host:test', now: new Date() }),
    );
    expect((await publish('second')).code).toBe(0);
    expect(readdirSync(scene.path('second')).toSorted()).toEqual(['rules.html', 'rules.json']);
    expect(JSON.parse(scene.read('second/rules.json')).holds).toEqual([rule]);
    expect(scene.read('second/rules.html')).toContain('live, switched off until two people lift the hold');
  }, 240_000);

  it('names every fault of register.yml with its line', async () => {
    const file = join(scene.configDir, 'register.yml');
    writeFileSync(file, 'organization: ""\nwibble: 1\nstatus: maybe\n');
    const { code, stderr } = await publish('third');
    expect(code).toBe(3);
    expect(stderr).toMatch(/register\.yml:1:/);
    expect(stderr).toContain('wibble');
    expect(stderr).toContain('status');
  }, 60_000);
});
