import { type Kysely, sql } from 'kysely';
import { messageOf } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import {
  checkSignature,
  cosignedAt,
  formatSignature,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignatures,
} from './note.ts';
import type { PolicyWitness, WitnessPolicy } from './policy.ts';
import { lastCheckpoint, type StoredCheckpoint } from './stored-checkpoints.ts';
import { storedNodes } from './stored-tiles.ts';
import { consistencyProof } from './tree.ts';
import { formatRequest } from './witness.ts';

/** Posts a request to a witness. @throws where it cannot be reached */
export type PostToWitness = (url: URL, body: string) => Promise<{ status: number; body: string }>;

export interface Gathered {
  /** Size of the checkpoint that was shown to witnesses; 0 where there is none. */
  readonly size: number;
  /** Names of the witnesses that have cosigned it. */
  readonly witnesses: readonly string[];
  readonly isQuorum: boolean;
  /** Why others have not. */
  readonly faults: readonly string[];
}

/**
 * Shows the newest checkpoint to every witness of the policy that has not cosigned it, and keeps their cosignatures. Running
 * it twice asks nobody twice.
 */
export async function gatherCosignatures(
  db: Kysely<Schema>,
  policy: WitnessPolicy,
  post: PostToWitness,
): Promise<Gathered> {
  const checkpoint = await lastCheckpoint(db);
  if (checkpoint === undefined)
    return { size: 0, witnesses: [], isQuorum: policy.isQuorum(new Set()), faults: [] };
  const { origin } = checkpoint;
  const results = await Promise.all(
    policy.witnesses.map(async (witness) => {
      const before = await cosignedSize(db, origin, witness);
      if (before === checkpoint.size || witness.url === null)
        return { witness, isThere: before === checkpoint.size };
      const fault = await ask(db, { checkpoint, witness, old: before }, post).catch(messageOf);
      return { witness, isThere: fault === null, fault };
    }),
  );
  const names = results.filter(({ isThere }) => isThere).map(({ witness }) => witness.name);
  const faults = results.flatMap(({ witness, fault }) =>
    fault == null ? [] : [`${witness.name}: ${fault}`],
  );
  return { size: checkpoint.size, witnesses: names, isQuorum: policy.isQuorum(new Set(names)), faults };
}

/** A checkpoint with every cosignature that was gathered for it, as a signed note. */
export async function withCosignatures(db: Kysely<Schema>, checkpoint: StoredCheckpoint): Promise<string> {
  const rows = await db
    .selectFrom('vigie.log_cosignatures')
    .select('line')
    .where('size', '=', checkpoint.size)
    .where('origin', '=', checkpoint.origin)
    .orderBy('witness')
    .execute();
  return checkpoint.note + rows.map(({ line }) => line).join('');
}

interface Ask {
  readonly checkpoint: StoredCheckpoint;
  readonly witness: PolicyWitness;
  /** What the witness cosigned last, as far as we know. */
  readonly old: number;
}

/** @returns what went wrong, or `null` */
async function ask(
  db: Kysely<Schema>,
  given: Ask,
  post: PostToWitness,
  isAgain = false,
): Promise<string | null> {
  const { checkpoint, witness, old } = given;
  const { origin } = checkpoint;
  const proof = await consistencyProof(storedNodes(db, checkpoint.size), old, checkpoint.size);
  const url = new URL('add-checkpoint', `${String(witness.url).replace(/\/*$/, '')}/`);
  const { status, body } = await post(url, formatRequest({ old, proof, note: checkpoint.note }));
  const told = /^\d+$/.exec(body.trim());
  // Without a size: of this very one it has cosigned another tree.
  if (status === 409 && told !== null && !isAgain) {
    const size = Number(told[0]);
    if (size <= checkpoint.size) return ask(db, { ...given, old: size }, post, true);
    return `it has cosigned ${size} entries of this log, which has ${checkpoint.size}: the log was set back`;
  }
  if (status !== 200) return `answered ${status}: ${body.slice(0, 200).trim()}`;
  const signature = ownSignature(checkpoint, witness, body);
  if (signature === null) return 'answered without a cosignature of its key that holds';
  await sql`
    insert into vigie.log_cosignatures (size, origin, witness, key_id, line, cosigned_at)
    values (${checkpoint.size}, ${origin}, ${witness.key.name}, ${witness.key.id}, ${formatSignature(signature)},
      ${new Date(cosignedAt(signature) * 1000)})
    on conflict do nothing
  `.execute(db);
  return null;
}

function ownSignature(
  checkpoint: StoredCheckpoint,
  { key }: PolicyWitness,
  lines: string,
): NoteSignature | null {
  const note = parseNote(checkpoint.note) as Note;
  const signatures = parseSignatures(lines);
  if (typeof signatures === 'string') return null;
  const own = signatures.find(({ name, bytes }) => name === key.name && bytes.subarray(0, 4).equals(key.id));
  return own && checkSignature({ text: note.text, signatures: [own] }, key) === 'good' ? own : null;
}

async function cosignedSize(db: Kysely<Schema>, origin: string, { key }: PolicyWitness): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce(max(size), 0) as size from vigie.log_cosignatures
    where origin = ${origin} and witness = ${key.name} and key_id = ${key.id}
  `.execute(db);
  return rows[0]?.size ?? 0;
}
