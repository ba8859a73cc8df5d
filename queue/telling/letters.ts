import type { Kysely } from 'kysely';
import { type NoticeLanguage, SealedPost } from '../contracts/index.ts';
import { referenceOf } from '../notices/document.ts';
import { noticeText } from '../notices/forms.ts';
import { openContent } from '../notices/read-notices.ts';
import { readItem } from '../review/item-row.ts';
import { isStandingOffer } from '../storage/items.ts';
import { readNotice } from '../storage/notices.ts';
import type { Schema } from '../storage/schema.ts';
import { readToldPosts, type TellingRow, type ToldPost } from '../storage/tellings.ts';
import type { Vault } from '../vault/index.ts';
import { type LetterSender, letterDocument } from './letter.ts';
import type { TellingLetter } from './port.ts';
import { recipientOf } from './read-tellings.ts';
import { dayOf } from './standing.ts';

export type { LetterSender } from './letter.ts';

/** What one letter is about. */
interface About {
  /** `null`: the letter names none. */
  readonly address: string | null;
  /** Not the post that left, but one with the same words. */
  readonly isCopy: boolean;
  readonly posts: number;
}

/**
 * A draft for each post that something was done about: copies of an offer may be different people's, and of a bundle only one of them
 * left. Of an item that is no offer any more no post is opened, so its letters name none.
 */
export async function lettersOf(
  tx: Kysely<Schema>,
  vault: Vault,
  row: TellingRow,
  given: { readonly language: NoticeLanguage; readonly sender: LetterSender; readonly now: Date },
): Promise<TellingLetter[]> {
  const { language, sender, now } = given;
  const isOpened = isStandingOffer(await readItem(tx, row.item_id, false));
  const about =
    row.act === 'bundle'
      ? await aboutBundle(tx, vault, row, isOpened)
      : await aboutNotice(tx, vault, row, isOpened);
  return about.map(({ address, isCopy, posts }, at) => ({
    name: `TELL-${row.number}-${at + 1}-${language}.txt`,
    posts,
    text: noticeText(
      letterDocument({
        ...{ language, sender, address, isCopy },
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

/** The addresses that the notice named. */
async function aboutNotice(
  tx: Kysely<Schema>,
  vault: Vault,
  row: TellingRow,
  isOpened: boolean,
): Promise<About[]> {
  const content =
    isOpened && row.notice_number !== null
      ? await openContent(tx, vault, await readNotice(tx, row.notice_number))
      : null;
  const urls: readonly (string | null)[] = content?.urls ?? [null];
  return urls.map((address) => ({ address, isCopy: false, posts: 1 }));
}

/** The post that left first, whether its address is known or not; then each address of a copy; then one for the copies without. */
async function aboutBundle(
  tx: Kysely<Schema>,
  vault: Vault,
  row: TellingRow,
  isOpened: boolean,
): Promise<About[]> {
  const { posts, total } = await readToldPosts(tx, row);
  const addressOf = ({ postId, wrappedKey, sealed }: ToldPost): string | null => {
    if (!isOpened || wrappedKey === null || sealed === null) return null;
    return SealedPost.parse(JSON.parse(vault.open(postId, { wrappedKey, sealed }))).permalink ?? null;
  };
  const found = posts.map((post) => ({ isLeft: post.postId === row.post_id, address: addressOf(post) }));
  const left = found.find(({ isLeft }) => isLeft)?.address ?? null;
  const known = found.flatMap(({ isLeft, address }) => (isLeft || address === null ? [] : [address]));
  const unknown = total - 1 - known.length;
  return [
    { address: left, isCopy: false, posts: 1 },
    ...[...new Set(known)]
      .filter((address) => address !== left)
      .map((address) => ({ address, isCopy: true, posts: 1 })),
    ...(unknown > 0 ? [{ address: null, isCopy: true, posts: unknown }] : []),
  ];
}
