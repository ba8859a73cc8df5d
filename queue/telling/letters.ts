import type { Kysely } from 'kysely';
import { type NoticeLanguage, SealedPost } from '../contracts/index.ts';
import { referenceOf } from '../notices/document.ts';
import { noticeText } from '../notices/forms.ts';
import { openContent } from '../notices/read-notices.ts';
import { readItem } from '../review/item-row.ts';
import { readNotice } from '../storage/notices.ts';
import type { Schema } from '../storage/schema.ts';
import { readToldPosts, type TellingRow } from '../storage/tellings.ts';
import type { Vault } from '../vault/index.ts';
import { type LetterSender, letterDocument } from './letter.ts';
import type { TellingLetter } from './port.ts';
import { recipientOf } from './read-tellings.ts';
import { dayOf } from './standing.ts';

export type { LetterSender } from './letter.ts';

/**
 * A draft for each post that something was done about: copies of an offer may be different people's. Of an item that is no offer
 * any more no post is opened, so its one letter names what was done by our reference alone.
 */
export async function lettersOf(
  tx: Kysely<Schema>,
  vault: Vault,
  row: TellingRow,
  given: { readonly language: NoticeLanguage; readonly sender: LetterSender; readonly now: Date },
): Promise<TellingLetter[]> {
  const { language, sender, now } = given;
  const addresses = await addressesOf(tx, vault, row);
  const about = addresses.length === 0 ? [null] : addresses;
  return about.map((address, at) => ({
    name: `TELL-${row.number}-${at + 1}-${language}.txt`,
    text: noticeText(
      letterDocument({
        language,
        sender,
        address,
        number: row.number,
        act: row.act,
        actReference: row.act === 'bundle' ? null : referenceOf(row.act, row.notice_number ?? 0),
        to: recipientOf(row),
        actOn: dayOf(row.arose_at.getTime()),
        withdrawnOn: row.withdrawn_at && dayOf(row.withdrawn_at.getTime()),
        writtenOn: dayOf(now.getTime()),
      }),
    ),
  }));
}

async function addressesOf(tx: Kysely<Schema>, vault: Vault, row: TellingRow): Promise<string[]> {
  const { lane, outcome, state } = await readItem(tx, row.item_id, false);
  if (lane !== 'review' || outcome !== 'offer' || state === 'erased') return [];
  if (row.notice_number !== null) {
    const content = await openContent(tx, vault, await readNotice(tx, row.notice_number));
    return content === null ? [] : [...content.urls];
  }
  const posts = await readToldPosts(tx, row);
  const found = posts.flatMap(({ postId, wrappedKey, sealed }) => {
    const { permalink } = SealedPost.parse(JSON.parse(vault.open(postId, { wrappedKey, sealed })));
    return permalink === undefined ? [] : [permalink];
  });
  return [...new Set(found)];
}
