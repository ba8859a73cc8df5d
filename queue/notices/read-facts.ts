import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Actor, SealedPost } from '../contracts/index.ts';
import { type ExportCandidate, exportableFaults, itemOfCase, judgedFaults } from '../review/exportable.ts';
import { openPost } from '../review/item-post.ts';
import { readItem } from '../review/item-row.ts';
import { requireOpenCase } from '../review/read-cases.ts';
import { readDecisions } from '../review/read-decisions.ts';
import { custodyPositions, readHeldControl } from '../storage/custody.ts';
import { isStandingOffer } from '../storage/items.ts';
import { readNoticeFacts } from '../storage/notices.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { DraftFacts } from './compose.ts';

const MAX_EXCERPTS = 10;
const MAX_EXCERPT = 1000;

/** Reads what a notice about an item of a case can rest on, and locks the item. */
export async function readFacts(
  tx: Kysely<Schema>,
  vault: Vault,
  actor: Actor,
  { caseNumber, itemId }: { readonly caseNumber: number; readonly itemId: string },
): Promise<DraftFacts> {
  const { legalReference } = await requireOpenCase(tx, caseNumber);
  const item = await itemOfCase(tx, caseNumber, itemId);
  const isOffer = item !== undefined && isStandingOffer(item);
  const facts = await readNoticeFacts(tx, itemId);
  return {
    legalReference,
    itemFaults: await itemFaults(tx, caseNumber, item, actor),
    isContested: facts.isContested,
    isRecalled: facts.isRecalled,
    addresses: isOffer ? addressesOf(vault, facts.posts) : [],
    excerpts: isOffer ? await excerptsOf(tx, vault, itemId) : [],
    evidence: await evidenceOf(tx, itemId),
  };
}

async function itemFaults(
  tx: Kysely<Schema>,
  caseNumber: number,
  item: ExportCandidate | undefined,
  actor: Actor,
): Promise<string[]> {
  if (item === undefined) return [`expected an item of case ${caseNumber}, found another`];
  return [...exportableFaults([item]), ...(await judgedFaults(tx, [item], actor.id))];
}

/** Each address once, in the order in which the posts came. */
function addressesOf(vault: Vault, posts: Awaited<ReturnType<typeof readNoticeFacts>>['posts']): string[] {
  const found = posts.flatMap(({ postId, wrappedKey, sealed }) => {
    const { permalink } = SealedPost.parse(JSON.parse(vault.open(postId, { wrappedKey, sealed })));
    return permalink !== undefined && /^https?:/.test(permalink) ? [permalink] : [];
  });
  return [...new Set(found)];
}

/** What the judges of an offer cited, with names covered; nothing once the text was erased. */
async function excerptsOf(tx: Kysely<Schema>, vault: Vault, itemId: string): Promise<string[]> {
  const row = await readItem(tx, itemId, false);
  const post = await openPost(tx, vault, row);
  if (post === undefined) return [];
  const { text } = post.sealed;
  const decisions = await readDecisions(tx, vault, row);
  const cited = decisions
    .filter(({ outcome }) => outcome === 'offer')
    .flatMap(({ spans }) => spans)
    .toSorted((one, other) => one.start - other.start || other.end - one.end);
  const words = cited.map(({ start, end }) => text.slice(start, end).trim().slice(0, MAX_EXCERPT));
  return [...new Set(words)].filter((part) => part !== '').slice(0, MAX_EXCERPTS);
}

/** The event by which the newest capture came into our hands; nothing once that capture is gone. */
async function evidenceOf(tx: Kysely<Schema>, itemId: string): Promise<DraftFacts['evidence']> {
  const control = await readHeldControl(tx, itemId);
  if (control === null) return null;
  const { event, bytes } = control;
  const positions = await custodyPositions(tx, itemId);
  return {
    recordedAt: event.at,
    sha256: hash('sha256', bytes, 'hex'),
    position: positions.get(event.number) ?? null,
  };
}
