import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasPseudoTerminal } from '../../tooling/surroundings.mjs';
import { openScene, type Scene } from './scene.ts';

/** So much of a backup that nothing makes smaller takes it a second and more, and a signal arrives within milliseconds. */
const LETTERS = 4000;
const LETTER_CHARACTERS = 6400;

let scene: Scene;
beforeEach(() => {
  scene = openScene({ VIGIE_LOG_LEVEL: 'info' });
});
afterEach(() => scene.close());

/** There as long as a process owns the data directory, and left by one that could not close it. */
const owner = () => join(scene.data, 'owner.json');

describe('a process that stays', () => {
  it('closes in order when its terminal goes, and ends as that signal has it', {
    timeout: 120_000,
  }, async () => {
    const running = await scene.start();
    running.child.kill('SIGHUP');
    const done = await running.ended;
    expect(done.stderr).toContain('"signal":"SIGHUP","msg":"stopping"');
    expect(done.stderr).not.toContain('closing failed');
    expect([done.code, running.child.signalCode]).toEqual([null, 'SIGHUP']);
    expect(existsSync(owner())).toBe(false);
  });

  it.runIf(hasPseudoTerminal())(
    'does so though nothing can be written to that terminal any more',
    { timeout: 120_000 },
    async () => {
      const running = scene.spawn(['start', '--port', '0', '--data', scene.data], { onTerminal: true });
      await running.says('Vigie is ready');
      expect(existsSync(owner())).toBe(true);
      // What holds the terminal: the command itself is not asked to end, and has lost where it says so.
      await running.kill('SIGKILL');
      await expect.poll(() => existsSync(owner()), { timeout: 60_000 }).toBe(false);
    },
  );
});

describe('a backup that somebody ends', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'takes its draft along, with the vault key in it: %s',
    { timeout: 180_000 },
    async (signal) => {
      await scene.begin();
      await scene.withRecords(async ({ db }) => {
        await sql`
          insert into vigie.dead_letters (job_name, job_id, payload, reason, message, died_at)
          select 'score', letter::text, '{}', 'failed',
            (select string_agg(md5(letter || '-' || part), '') from generate_series(1, ${sql.lit(LETTER_CHARACTERS / 32)}) part), now()
          from generate_series(1, ${sql.lit(LETTERS)}) letter
        `.execute(db);
      });
      const folder = scene.path('');
      const args = ['backup', scene.path('today.gz'), '--include-vault-key', '--data', scene.data];
      const begun = new Promise<void>((resolve) => {
        const watcher = watch(folder, (_, name) => {
          if (name !== 'today.gz.part') return;
          watcher.close();
          resolve();
        });
      });
      const running = scene.spawn(args);
      await begun;
      running.child.kill(signal);
      const done = await running.ended;
      expect([done.code, running.child.signalCode], done.stdout + done.stderr).toEqual([null, signal]);
      expect(readdirSync(folder).filter((name) => /\.gz|backup/.test(name))).toEqual([]);
    },
  );
});
