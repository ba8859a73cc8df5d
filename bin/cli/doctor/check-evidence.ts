import type { EvidenceStore } from '../../../queue/evidence/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { countCaptures, countRefusedLeavings, readStoredObjects } from '../../../queue/storage/index.ts';
import { describeCaptures, openEvidence } from '../evidence.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Objects whose bytes are read and hashed; that the others are there is asked. */
const HASHED = 100;

/** Whether the store holds what the records say, and how captures have been doing. */
export async function checkEvidence(opened: Opened): Promise<Finding[]> {
  const { database, config } = await opened();
  const { db } = database;
  const { store } = openEvidence(config);
  const broken = await store.faults();
  const counts = await countCaptures(db);
  const names = (await readStoredObjects(db)).map(({ storedAs }) => storedAs);
  const refused = await countRefusedLeavings(db);
  return [
    ok('captures', describeCaptures(counts)),
    ...broken.map((fault) => fail('evidence', fault, 'see docs/operating.md, evidence')),
    ...waitingFindings(counts),
    ...(refused === 0
      ? []
      : [
          warn(
            'evidence',
            `${refused} objects that nobody can open any more could not be removed from ${store.place}`,
            'let the worker delete there; its log says what the store answered, and it asks again every hour',
          ),
        ]),
    ...(await objectFindings(store, names.reverse())),
  ];
}

/**
 * Whether each object is there, and the first of them are what they were. What cannot be looked at may be whole: nobody has to
 * bring it back from a backup.
 */
export async function objectFindings(store: EvidenceStore, names: readonly string[]): Promise<Finding[]> {
  const lost: string[] = [];
  const unseen: string[] = [];
  for (const [place, name] of names.entries()) {
    try {
      if (place < HASHED) await store.get(name);
      else if (!(await store.has(name))) lost.push(`the object ${name} is missing`);
    } catch (error) {
      const isUnseen = error instanceof AppError && error.code === 'evidence.unreadable';
      (isUnseen ? unseen : lost).push(messageOf(error));
    }
  }
  const all = names.length;
  if (lost.length + unseen.length === 0)
    return [ok('evidence', `${all} objects in ${store.place}, ${Math.min(HASHED, all)} of them hashed`)];
  return [
    ...(lost.length === 0
      ? []
      : [
          fail(
            'evidence',
            `${lost.length} of ${all} objects are not as they were stored: ${lost[0]}`,
            'vigie restore FILE --evidence-only brings objects back from a backup, and keeps what was altered for whoever looks into it',
          ),
        ]),
    ...(unseen.length === 0
      ? []
      : [
          fail(
            'evidence',
            `of ${unseen.length} of ${all} objects nobody can tell whether they are as they were stored: ${unseen[0]}`,
            'run vigie doctor as the user that the worker runs as, or mend the store it names; nothing has to be restored for it',
          ),
        ]),
  ];
}

/** Captures that come once somebody mends the store or brings a browser. Those that were given up wait for nobody. */
export function waitingFindings(counts: Awaited<ReturnType<typeof countCaptures>>): Finding[] {
  return counts
    .filter(({ state, reason }) => state === 'wanted' && (reason === 'store' || reason === 'no-browser'))
    .map(({ reason, count }) =>
      warn(
        'captures',
        `${count} wait for a ${reason === 'store' ? 'store that can be written to' : 'browser'}`,
        'see docs/operating.md, evidence',
      ),
    );
}
