import { createHash } from 'node:crypto';
import { SYSTEM_CLOCK } from '../runtime/clock.ts';
import { messageOf } from '../runtime/errors.ts';
import {
  altered,
  asideOf,
  folderOf,
  isName,
  missing,
  requireBytesOf,
  requireName,
  sha256,
  unreadable,
  unwritable,
} from './object-name.ts';
import type { EvidenceStore, StoredName } from './port.ts';
import { describeFault, errorCode, parseList, parseVersions } from './s3-answers.ts';
import { type S3Answer, type S3Place, s3Client } from './s3-client.ts';

/** How long the store itself refuses to remove what was put, and whether anybody may lift that. */
export interface ObjectLock {
  readonly mode: 'governance' | 'compliance';
  readonly days: number;
}

const DAY_MS = 86_400_000;
const LOCK_MODE = 'x-amz-object-lock-mode';
const LOCK_UNTIL = 'x-amz-object-lock-retain-until-date';
const LEGAL_HOLD = 'x-amz-object-lock-legal-hold';
const ONE_OF_LIST = { method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } } as const;
/** No name of an object. */
const PROBE = 'probe';

/**
 * Objects in a bucket, by the same names and folders as in a directory. What is there is asked before anything is put, and the
 * putting itself is refused where the name exists (`If-None-Match: *`). A store that does not know that condition could only
 * write the same bytes again: the name is their hash, and the store is made to check it.
 */
export function s3Store(place: S3Place, lock: ObjectLock | undefined, clock = SYSTEM_CLOCK): EvidenceStore {
  const where = `${place.endpoint.origin}/${place.bucket}`;
  const send = s3Client(place);
  const keyOf = (name: string) => `${folderOf(requireName(name))}/${name}`;

  async function read(wanted: Parameters<typeof send>[0]): Promise<S3Answer> {
    return await send(wanted).catch((error: unknown) => {
      throw unreadable(where, messageOf(error), error);
    });
  }

  async function write(wanted: Parameters<typeof send>[0]): Promise<S3Answer> {
    return await send(wanted).catch((error: unknown) => {
      throw unwritable(where, messageOf(error), error);
    });
  }

  let bucketWasSeen = false;

  async function answersFor(name: string): Promise<boolean> {
    const answer = await read({ method: 'HEAD', key: keyOf(name) });
    if (answer.status === 200) return true;
    if (answer.status === 404) return false;
    throw unreadable(where, describeFault(answer), undefined);
  }

  /** Whatever lies under a name; `null` where nothing does. @throws AppError `evidence.unreadable` */
  async function bytesUnder(name: string): Promise<Buffer | null> {
    const answer = await read({ method: 'GET', key: keyOf(name) });
    if (answer.status === 404 && errorCode(answer.body) !== 'NoSuchBucket') return null;
    if (answer.status !== 200) throw unreadable(where, describeFault(answer), undefined);
    return answer.body;
  }

  /** An answer to HEAD has no body that would tell an object from a bucket that is not there: nothing is lost with the latter. */
  async function requireBucket(): Promise<void> {
    if (bucketWasSeen) return;
    const answer = await read(ONE_OF_LIST);
    if (answer.status === 404) throw unreadable(where, describeFault(answer), undefined);
    bucketWasSeen = true;
  }

  /** @throws AppError `evidence.unwritable` */
  async function putNew(key: string, body: Uint8Array, bodyHash: string): Promise<void> {
    const object = { method: 'PUT', key, body, bodyHash } as const;
    const headers = { ...headersOf(body), ...lockHeaders(lock, clock.now()) };
    let answer = await write({ ...object, headers: { ...headers, 'if-none-match': '*' } });
    if (answer.status === 501) answer = await write({ ...object, headers });
    if (answer.status === 200 || answer.status === 412) return;
    throw unwritable(where, describeFault(answer), undefined);
  }

  /**
   * Asks to store what is not what its hash says: who may store is told that, and who may not is told so. Nothing is stored, so
   * that no lock keeps it; a store that does not look takes it back.
   */
  async function whyRefused(): Promise<string | null> {
    const headers = { ...headersOf(Buffer.from('other bytes')), ...lockHeaders(lock, clock.now()) };
    const probe = { key: PROBE, body: Buffer.from('a probe'), bodyHash: sha256(Buffer.from('other bytes')) };
    const answer = await send({ method: 'PUT', ...probe, headers }).catch(messageOf);
    if (typeof answer === 'string') return answer;
    if (answer.status === 400) return null;
    if (answer.status >= 300) return describeFault(answer);
    await send({ method: 'DELETE', key: PROBE }).catch(messageOf);
    return null;
  }

  /** The versions of an object, `''` for the only one of a store that knows none. */
  async function versionsOf(name: string): Promise<string[]> {
    const query = { versions: '', prefix: keyOf(name) };
    const answer = await write({ method: 'GET', query });
    if (answer.status === 501) return [''];
    if (answer.status !== 200) throw unwritable(where, describeFault(answer), undefined);
    return parseVersions(answer.body, keyOf(name));
  }

  /** @returns until when this version is locked; `null` when it is gone */
  async function removeVersion(name: string, versionId: string): Promise<Date | null> {
    const which = { key: keyOf(name), query: versionId === '' ? {} : { versionId } };
    const answer = await write({ method: 'DELETE', ...which });
    if (answer.status < 300 || answer.status === 404) return null;
    const state = await write({ method: 'HEAD', ...which });
    const until = new Date(String(state.headers[LOCK_UNTIL]));
    if (until.getTime() > clock.now()) return until;
    if (state.headers[LEGAL_HOLD] === 'ON') return new Date(clock.now() + DAY_MS);
    throw unwritable(where, describeFault(answer), undefined);
  }

  return {
    place: where,

    async put(name, bytes) {
      requireBytesOf(name, bytes);
      const isStored = await answersFor(name).catch((error: unknown) => {
        throw unwritable(where, messageOf(error), error);
      });
      if (!isStored) await putNew(keyOf(name), bytes, name);
    },

    async get(name) {
      const bytes = await bytesUnder(name);
      if (bytes === null) throw missing(name, where);
      if (sha256(bytes) !== name) throw altered(name, where);
      return bytes;
    },

    async has(name) {
      if (await answersFor(name)) return true;
      await requireBucket();
      return false;
    },

    async setAside(name) {
      // What gives no answer is a fault: taken for moved, it would be told of as mended, in the log for good.
      const bytes = await bytesUnder(name);
      if (bytes === null) return;
      const hash = sha256(bytes);
      if (hash === name) return;
      await putNew(asideOf(name, bytes), bytes, hash);
      // Without a version: where versions are kept the earlier ones stay, locked or not, and a mark is put over them.
      const answer = await write({ method: 'DELETE', key: keyOf(name) });
      if (answer.status >= 300 && answer.status !== 404)
        throw unwritable(where, describeFault(answer), undefined);
    },

    async remove(name) {
      let until: Date | null = null;
      for (const versionId of await versionsOf(name)) {
        const locked = await removeVersion(name, versionId);
        if (locked !== null && (until === null || locked > until)) until = locked;
      }
      return until;
    },

    async *list(): AsyncGenerator<StoredName> {
      for (let next: string | null = ''; next !== null; ) {
        const from: Record<string, string> = next === '' ? {} : { 'continuation-token': next };
        const answer = await read({ method: 'GET', query: { 'list-type': '2', ...from } });
        if (answer.status !== 200) throw unreadable(where, describeFault(answer), undefined);
        const page = parseList(answer.body);
        for (const { key, bytes } of page.objects) {
          const name = key.slice(key.indexOf('/') + 1);
          if (isName(name) && key === keyOf(name)) yield { name, bytes };
        }
        next = page.next;
      }
    },

    async faults() {
      const answer = await send(ONE_OF_LIST).catch(messageOf);
      if (typeof answer === 'string') return [unreadable(where, answer, undefined).message];
      if (answer.status !== 200) return [unreadable(where, describeFault(answer), undefined).message];
      if (lock !== undefined) {
        const locking = await send({ method: 'GET', query: { 'object-lock': '' } });
        if (locking.status !== 200)
          return [
            `expected the bucket at ${where} to have object lock, as VIGIE_S3_LOCK_MODE asks, but ${describeFault(locking)}; make a bucket that has it`,
          ];
      }
      const refusal = await whyRefused();
      return refusal === null ? [] : [unwritable(where, refusal, undefined).message];
    },
  };
}

function headersOf(bytes: Uint8Array): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    // What is put under a lock must come with a checksum that every store knows.
    'content-md5': createHash('md5').update(bytes).digest('base64'),
  };
}

function lockHeaders(lock: ObjectLock | undefined, now: number): Record<string, string> {
  if (lock === undefined) return {};
  return {
    [LOCK_MODE]: lock.mode.toUpperCase(),
    [LOCK_UNTIL]: new Date(now + lock.days * DAY_MS).toISOString(),
  };
}
