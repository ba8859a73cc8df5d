import { readObject } from '../../queue/evidence/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { readUnlisted, wantSignature } from '../../queue/storage/index.ts';
import { readArchive } from '../bundle/verify/read-archive.ts';
import type { WorkerContext } from '../context.ts';
import { digestOf } from '../evidence/warc.ts';

/** Archives of up to 64 MiB are opened one by one; what is left comes with the next turn. */
const AT_ONCE = 10;

export type ListContext = Pick<WorkerContext, 'db' | 'vault' | 'clock' | 'logger' | 'evidence'>;

/**
 * Writes down that archives from before signatures were kept are to be signed, too. The hash of their list of parts was not
 * kept then, so each is read once, checked against the hash by which it came into custody. The signature states its own
 * time: it vouches for the archive from then on, and says nothing of the capture's.
 * @param unreadable captures that could not be read in this process; told of once, and left alone until it starts anew
 * @returns how many were looked at; once there was none, none comes: each capture is written down with itself
 */
export async function listArchives(
  { db, vault, clock, logger, evidence }: ListContext,
  unreadable: Set<string>,
): Promise<number> {
  let seen = 0;
  for (const { capture, wrappedKey } of await readUnlisted(db, AT_ONCE + unreadable.size)) {
    const { id, itemId, postId, objects } = capture;
    if (unreadable.has(id)) continue;
    seen += 1;
    try {
      const object = objects.find(({ role }) => role === 'wacz');
      if (object === undefined) throw new Error('expected an archive among its objects, found none');
      const parts = await readArchive(
        await readObject(evidence.store, vault, { postId, wrappedKey }, id, object),
      );
      const list = typeof parts === 'string' ? undefined : parts.get('datapackage.json');
      if (list === undefined) throw new Error('expected an archive with a list of its parts, found none');
      await wantSignature(db, { captureId: id, itemId, manifest: digestOf(list) }, new Date(clock.now()));
    } catch (error) {
      unreadable.add(id);
      logger.warn(
        { item: itemId, reason: messageOf(error) },
        'an older archive cannot be read, and is not signed',
      );
    }
  }
  return seen;
}
