import { type Kysely, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import type { Schema } from './schema.ts';
import { readSetting } from './settings.ts';

const IN_SHADOW = 'rules.shadow-languages';

/** Languages of which posts were last scored without flagging any for review, in order. */
export async function readShadowLanguages(db: Kysely<Schema>): Promise<readonly string[]> {
  return listed((await readSetting(db, IN_SHADOW)) ?? '');
}

/**
 * Notes which languages a process keeps in shadow that scores from now on, and enters each change: who judges what was flagged must
 * be able to tell why nothing was. Twice is once, and none at the first start is no change.
 * @returns whether it is a change
 */
export async function keepShadowLanguages(
  db: Kysely<Schema>,
  languages: readonly string[],
  actor: string,
  now: Date,
): Promise<boolean> {
  const value = languages.toSorted().join(' ');
  // Asked first: nearly every start finds what was in force.
  if ((await readShadowLanguages(db)).join(' ') === value) return false;
  return db.transaction().execute(async (tx) => {
    // Processes start together: the second of them waits here, and finds what the first has written.
    await sql`lock table vigie.settings in share row exclusive mode`.execute(tx);
    const before = (await readSetting(tx, IN_SHADOW)) ?? '';
    if (before === value) return false;
    await sql`
      insert into vigie.settings (name, value) values (${IN_SHADOW}, ${value})
      on conflict (name) do update set value = excluded.value
    `.execute(tx);
    const body = { languages: [...listed(value)], before: [...listed(before)] };
    await appendEntry(tx, { kind: 'rules.shadowed', actor, at: now, subject: 'languages', body });
    return true;
  });
}

function listed(value: string): readonly string[] {
  return value === '' ? [] : value.split(' ');
}
