import type { Config } from '../../../queue/runtime/config.ts';
import { messageOf } from '../../../queue/runtime/errors.ts';
import { countCaptures, countRefusedLeavings, readStoredObjects } from '../../../queue/storage/index.ts';
import { describeCaptures, openEvidence } from '../evidence.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Objects whose bytes are read and hashed; that the others are there is asked. */
const HASHED = 100;

/** Whether the store holds what the records say, and how captures have been doing. */
export async function checkEvidence(config: Config, opened: Opened): Promise<Finding[]> {
  const { store } = openEvidence(config);
  const broken = await store.faults();
  const records = await opened();
  const { db } = records.database;
  const counts = await countCaptures(db);
  const names = (await readStoredObjects(db)).map(({ storedAs }) => storedAs);
  const refused = await countRefusedLeavings(db);
  const faults: string[] = [];
  for (const [place, name] of names.reverse().entries()) {
    try {
      if (place < HASHED) await store.get(name);
      else if (!(await store.has(name))) faults.push(`the object ${name} is missing`);
    } catch (error) {
      faults.push(messageOf(error));
    }
  }
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
    faults.length === 0
      ? ok(
          'evidence',
          `${names.length} objects in ${store.place}, ${Math.min(HASHED, names.length)} of them hashed`,
        )
      : fail(
          'evidence',
          `${faults.length} of ${names.length} objects are not as they were stored: ${faults[0]}`,
          'keep what is there for whoever looks into it; vigie restore brings objects back from a backup',
        ),
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
