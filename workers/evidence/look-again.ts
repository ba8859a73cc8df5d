import { type LookAgain, PROCESS } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { recordMissed, recordSeen, refuseEarlyLook, takeLook } from '../../queue/storage/index.ts';
import { holdsPost } from '../fetch/post-pieces.ts';
import { parseSealedPost } from '../handlers/sealed-post.ts';
import { refuseWhileSuspended } from '../handlers/suspension.ts';
import { addressOfPost } from './address-of-post.ts';
import type { CaptureContext } from './capture-item.ts';

const ACTOR = PROCESS.capture;

type Verdict = 'seen' | 'missed' | 'unknown';

/**
 * Looks once, without a browser, whether a captured page still has the post. Only what is certain is written down: its text
 * is there, or the host says that the page is not. Anything else, such as a page that its scripts fill, says nothing.
 */
export async function handleLookAgain(context: CaptureContext, { captureId }: LookAgain): Promise<void> {
  const { db, clock, sources, vault } = context;
  const look = await takeLook(db, captureId, new Date(clock.now()));
  if (look === undefined) return refuseEarlyLook(db, captureId);
  const source = sources.get(look.sourceId);
  if (source === undefined) return;
  const { text, permalink } = parseSealedPost(vault.open(look.postId, look.text));
  const address = permalink === undefined ? null : addressOfPost(source, permalink);
  if (address === null) return;
  let verdict: Verdict;
  try {
    await refuseWhileSuspended(db, source.id);
    const options = { signal: context.stopping };
    const { body, texts } = await context.collector.captureAnswer(source, address, options);
    const said = texts ?? [body.toString('utf8')];
    verdict = said.some((one) => holds(one, text)) ? 'seen' : 'unknown';
  } catch (error) {
    verdict = verdictOf(error);
  }
  await record(context, look, verdict);
}

/** @throws the error itself when it says nothing about the page */
function verdictOf(error: unknown): Verdict {
  if (!(error instanceof AppError) || !error.code.startsWith('source.')) throw error;
  const { status, reason } = error.details;
  return status === 404 || status === 410 || reason === 'gone' ? 'missed' : 'unknown';
}

async function record(
  { db, clock }: CaptureContext,
  { id, itemId }: { readonly id: string; readonly itemId: string },
  verdict: Verdict,
): Promise<void> {
  if (verdict === 'unknown') return;
  const at = new Date(clock.now());
  await db.transaction().execute(async (tx) => {
    const isNews = verdict === 'seen' ? await recordSeen(tx, id, at) : await recordMissed(tx, id, at);
    if (!isNews) return;
    const kind = verdict === 'seen' ? 'capture.seen' : 'capture.missed';
    await appendEntry(tx, {
      kind,
      actor: ACTOR,
      at,
      subject: itemId,
      body: { capture: id },
    });
  });
}

/** JSON and HTML write some letters in other ways; what is plain in both is enough of a text. */
function holds(answer: string, text: string): boolean {
  const plain = (given: string) => given.replaceAll(/["'&<>\\]/gu, '');
  return holdsPost(plain(answer), plain(text));
}
