import { userInfo } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { HOST } from '../../../queue/accounts/index.ts';
import { localStore, sealObject } from '../../../queue/evidence/index.ts';
import { createCases, createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import type { Database } from '../../../queue/storage/index.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { firstFlagged, makeOffer } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { PreservedCaptures } from '../../support/preserved.ts';
import type { Scene } from './scene.ts';

/** An offer with its capture in a case, two exporters, and the first of them is whoever runs the test. */
export async function prepareCase(
  database: Database,
  scene: Scene,
): Promise<{ caseNumber: number; secondPerson: string }> {
  const { db } = database;
  const vault = scene.vault();
  const clock = manualClock(Date.now());
  const accounts = accountsOn(database, clock);
  const asks = (await joined(accounts, 'Anna', ['exporter'])).account.id;
  const approves = (await joined(accounts, 'Ben', ['exporter'])).account.id;
  await accounts.nameHostUser(HOST, asks, userInfo().username);
  const itemId = await makeOffer({ desk: createDesk({ db, vault, clock }), clock }, await firstFlagged(db));
  const preserved = new PreservedCaptures();
  await preserved.preserve({ db, vault }, itemId, new Date(clock.now()));
  const capture = await preserved.captureOf(itemId);
  const { rows } = await sql<{ post_id: string; wrapped_key: Uint8Array }>`
    select s.post_id, s.wrapped_key from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id where i.id = ${itemId}
  `.execute(db);
  const [post] = rows;
  if (capture === null || post === undefined) throw new Error('expected an item with a text and a capture');
  const store = localStore(join(scene.data, 'evidence'));
  const objects = [];
  for (const { role, mediaType, read } of capture.objects) {
    const collected = { role, mediaType, bytes: await read() };
    const { object, sealed } = sealObject(
      vault,
      { postId: post.post_id, wrappedKey: post.wrapped_key },
      capture.id,
      collected,
    );
    await store.put(object.storedAs, sealed);
    objects.push(object);
  }
  await sql`
    update vigie.captures set id = ${capture.id}, state = 'captured', reason = null, ended_at = now(), seen_until = now(),
      objects = ${JSON.stringify(objects)}::jsonb where item_id = ${itemId}
  `.execute(db);
  const cases = createCases({ db, clock });
  const actor = actorOf(asks, ['exporter']);
  const caseNumber = await cases.open(actor, { legalReference: 'Js 1/26' });
  await cases.add(actor, caseNumber, itemId);
  return { caseNumber, secondPerson: approves };
}
