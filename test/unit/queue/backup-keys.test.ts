import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { KeyCollector, readKeys } from '../../../queue/storage/index.ts';

const EARLIER = '2026-11-24T03:00:00.000Z';
const LATER = '2026-11-25T03:00:00.000Z';
const KEY = '0a'.repeat(32);

function keysOf(madeAt: string): Readable {
  const collector = new KeyCollector();
  collector.takeFrom('sealed_posts', { post_id: 'one', wrapped_key: String.raw`\x${KEY}` });
  return Readable.from(collector.lines({ madeAt, fingerprint: null }));
}

describe('the keys of a backup', () => {
  it.each([
    ['the same backup', EARLIER],
    ['a later one', LATER],
  ])('serve records when they are of %s', async (_, madeAt) => {
    const keys = await readKeys(keysOf(madeAt), { madeAt: EARLIER, fingerprint: null });
    expect([...keys]).toEqual([['one', KEY]]);
  });

  it('are refused when they are older than the records: newer texts would end as erased', async () => {
    const reading = readKeys(keysOf(EARLIER), { madeAt: LATER, fingerprint: null });
    await expect(reading).rejects.toMatchObject({
      code: 'backup.invalid',
      message: expect.stringContaining(
        `expected keys made with the records (${LATER}) or after them, found the older keys of ${EARLIER}`,
      ),
    });
  });
});
