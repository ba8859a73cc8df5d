import { type Kysely, sql } from 'kysely';
import type { Actor } from '../contracts/index.ts';
import { STANDS } from '../storage/name-requests.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { WaitingRequest } from './case-port.ts';

const LIST_LIMIT = 200;

interface WaitingRow {
  id: number;
  case_number: number;
  legal_reference: string;
  purpose: string;
  sealed_justification: Uint8Array;
  requested_by: string;
  requester_name: string | null;
  requested_at: Date;
  post_id: string;
  wrapped_key: Uint8Array;
}

/** Requests that wait for a word. */
export async function readWaiting(db: Kysely<Schema>, vault: Vault, actor: Actor): Promise<WaitingRequest[]> {
  const { rows } = await sql<WaitingRow>`
    select u.id, u.case_number, c.legal_reference, u.purpose, u.sealed_justification, u.requested_by,
      a.name as requester_name, u.requested_at, i.post_id, s.wrapped_key
    from vigie.unmaskings u join vigie.cases c on c.number = u.case_number
      join vigie.items i on i.id = u.item_id
      join vigie.sealed_posts s on s.post_id = i.post_id
      left join vigie.accounts a on a.id = u.requested_by
    where u.settled_by is null and ${STANDS} order by u.id limit ${LIST_LIMIT}
  `.execute(db);
  return rows.map((row) => ({
    id: row.id,
    caseNumber: row.case_number,
    legalReference: row.legal_reference,
    purpose: row.purpose,
    justification: vault.open(row.post_id, { wrappedKey: row.wrapped_key, sealed: row.sealed_justification }),
    requesterName: row.requester_name,
    requestedAt: row.requested_at.toISOString(),
    isMine: row.requested_by === actor.id,
  }));
}
