import { type Kysely, sql } from 'kysely';

/**
 * Packs that approvers did not sign leave their time, too: between two times of a release it had looked as if that release had been in force
 * all the while. They are named by their digest, and kept nowhere.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table vigie.rules_in_force
    alter column release drop not null,
    add column digest text check (digest ~ '^[0-9a-f]{64}$')`,
  `update vigie.rules_in_force i set digest = r.digest from vigie.rule_releases r where r.release = i.release`,
  `alter table vigie.rules_in_force
    alter column digest set not null,
    add constraint rules_in_force_signed check (
      case when release is null then record is null and signed_by = '{}' and returned is null
        else starts_with(digest, release) end)`,
];
