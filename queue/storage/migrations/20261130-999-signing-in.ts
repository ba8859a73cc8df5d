import { type Kysely, sql } from 'kysely';

/**
 * What strangers can make grow is found by its end and forgotten. Attempts were counted under a plain hash of what was typed, a
 * password in the wrong field among it, which anybody with a list of words opens; they are counted under a keyed one now, and
 * begin anew. A name has one spelling (NFKC), however a keyboard composes its letters: where an older account has the name in
 * that spelling, too, the younger one gets a number behind it, and is told apart on sight, too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from vigie.sign_in_attempts`.execute(db);
  await sql`create index sign_in_attempts_last on vigie.sign_in_attempts (last_at)`.execute(db);
  await sql`create index ceremonies_end on vigie.ceremonies (expires_at)`.execute(db);
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from vigie.accounts order by created_at, id
  `.execute(db);
  // The eldest keeps the name: a younger account gives way first, whichever of the two has it in one spelling already.
  const taken = new Set<string>();
  const younger: typeof rows = [];
  for (const row of rows) {
    const key = spellingOf(row.name).toLowerCase();
    if (taken.has(key)) younger.push(row);
    taken.add(key);
  }
  for (const { id, name } of younger) await spell(db, id, name, 2);
  for (const { id, name } of rows)
    if (spellingOf(name) !== name && !younger.some((one) => one.id === id)) await spell(db, id, name, 1);
}

function spellingOf(name: string): string {
  return name.normalize('NFKC').trim();
}

async function spell(db: Kysely<unknown>, id: string, name: string, first: number): Promise<void> {
  const spelling = spellingOf(name);
  for (let number = first; ; number += 1) {
    const next = number === 1 ? spelling : `${spelling} ${number}`;
    const { rows } = await sql`
      update vigie.accounts set name = ${next} where id = ${id}
        and not exists (select from vigie.accounts other where lower(other.name) = lower(${next}) and other.id <> ${id})
      returning id
    `.execute(db);
    if (rows.length > 0) return;
  }
}
