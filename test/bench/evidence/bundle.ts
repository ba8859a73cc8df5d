import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCases, createDesk, createExports } from '../../../queue/review/index.ts';
import type { manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { storedCaptures } from '../../../workers/bundle/stored-captures.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { writeBundle } from '../../../workers/bundle/write-bundle.ts';
import { createPrinter } from '../../../workers/fetch/print-page.ts';
import type { CaptureScene } from '../../support/capturing.ts';
import { COURT, EXA, EXB, REASON } from '../../support/export-scene.ts';
import { judge, OFFER, reviewFirst, type TestDesk, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

export interface BundleFigures {
  readonly items: number;
  readonly bytes: number;
  readonly writeMs: number;
  /** One for each round. */
  readonly verifyMs: readonly number[];
}

/** Items of a case. */
const MOST = 25;

/** Two reviewers judge every item an offer. */
async function makeOffers(at: TestDesk, count: number): Promise<string[]> {
  const [first, second] = [actorOf('ana', ['reviewer']), actorOf('ben', ['reviewer'])];
  const items: string[] = [];
  for (let one = 0; one < count; one += 1) items.push(await reviewFirst(at, first, OFFER));
  for (let one = 0; one < count; one += 1) await judge(at, second, await take(at, second), OFFER);
  return items;
}

/** Judges all captured items offers, hands them over in one bundle with its printed summaries, and verifies it. */
export async function measureBundle(
  { context }: CaptureScene,
  clock: ReturnType<typeof manualClock>,
  captured: number,
  rounds: number,
): Promise<BundleFigures> {
  const { db, vault, evidence } = context;
  const desk = createDesk({ db, vault, clock });
  const cases = createCases({ db, clock });
  const caseNumber = await cases.open(EXA, { legalReference: 'Js 1/26' });
  for (const itemId of (await makeOffers({ desk, clock }, captured)).slice(0, MOST))
    await cases.add(EXA, caseNumber, itemId);
  const asked = { caseNumber, recipient: COURT.id, purpose: 'criminal-proceedings', reason: REASON } as const;
  const inAYear = new Date(clock.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  const court = { ...COURT, expiresOn: inAYear };
  const exports = createExports({ db, vault, clock, recipients: async () => [court] });
  const number = await exports.request(EXA, asked, court);
  await exports.settle(EXB, number, 'approve');
  const print = await createPrinter({ logger: SILENT_LOGGER });
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const target = join(folder, 'bundle');
  try {
    const startMs = performance.now();
    await writeBundle(
      {
        ...{ db, vault, clock, exports, authorities: [], print },
        captures: storedCaptures(db, vault, evidence.store),
        program: { version: 'bench', node: process.version, platform: 'bench', settings: {} },
        checkedLanguages: [],
      },
      EXA,
      number,
      target,
    );
    const writeMs = performance.now() - startMs;
    const read = readFolder(target);
    const bytes = read.paths.reduce((sum, path) => sum + (read.read(path)?.length ?? 0), 0);
    const verifyMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const beginMs = performance.now();
      const { faults } = await verifyBundle(readFolder(target));
      verifyMs.push(performance.now() - beginMs);
      if (faults.length > 0)
        throw new Error(`expected a bundle that holds, found ${JSON.stringify(faults[0])}`);
    }
    return { items: Math.min(captured, MOST), bytes, writeMs, verifyMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
