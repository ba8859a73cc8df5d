import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { logEntries } from '../../support/log.ts';
import { openScene, type Scene } from './scene.ts';

const OFFER = 'We take you from Turkey to Italy by boat, 3000 euro each, write to @example_handle';
const CALL = 'Our boat is sinking, please help us, we are 30 people and water is coming in';

let scene: Scene;
beforeEach(() => {
  scene = openScene();
});
afterEach(() => scene.close());

describe('a language in shadow', () => {
  const shadow = (languages: string) =>
    writeFileSync(
      join(scene.configDir, 'policy.yml'),
      `retention: {}\nrules:\n  shadowLanguages: ${languages}\n`,
    );
  async function lanesOf(...texts: string[]) {
    const lines = texts.map((text, at) => JSON.stringify({ id: `${at} ${text.length}`, text, lang: 'en' }));
    const file = scene.write('posts.ndjson', `${lines.join('\n')}\n`);
    const done = await scene.onData('import', file, '--source', 'file-import');
    expect(done.code, done.stderr).toBe(0);
    const { none, review, protect } = JSON.parse((await scene.onData('status', '--json')).stdout).posts;
    return { none, review, protect };
  }

  it('is scored by the threads of a process from its next start, on record, and protects as ever', async () => {
    shadow('[en, tig]');
    expect(await lanesOf(OFFER, CALL)).toEqual({ none: 1, review: 0, protect: 1 });
    expect((await scene.onData('status')).stdout).toContain(
      'rules  in shadow, flagging nothing for review: en, tig',
    );
    const doctor = (await scene.onData('doctor')).stdout;
    expect(doctor).toMatch(/ok +policy: in shadow, .*: en, tig/);
    expect(doctor).toMatch(/warn +policy: "tig": no pack has words/);
    shadow('[]');
    expect(await lanesOf(`${OFFER} now`)).toEqual({ none: 1, review: 1, protect: 1 });
    expect((await scene.onData('status')).stdout).not.toContain('in shadow');
    const entries = await scene.withRecords(async ({ db }) => {
      await sequence(db, scene.vault());
      return logEntries(db, sql`e.kind = 'rules.shadowed'`, scene.vault());
    });
    expect(entries.map(({ body }) => body)).toEqual([
      { languages: ['en', 'tig'], before: [] },
      { languages: [], before: ['en', 'tig'] },
    ]);
  });

  it('is told by score where it is asked for', async () => {
    const input = `${JSON.stringify({ id: '1', text: OFFER })}\n`;
    const [plain, kept] = await Promise.all([
      scene.run(['score'], { input }),
      scene.run(['score', '--shadow', 'en'], { input }),
    ]);
    expect(JSON.parse(kept.stdout)).toEqual({ ...JSON.parse(plain.stdout), lane: 'none' });
    expect(JSON.parse(plain.stdout).lane).toBe('review');
  });
});
