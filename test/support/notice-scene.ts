import type { NoticeDraft, NoticeRegister } from '../../queue/contracts/index.ts';
import { sequence } from '../../queue/log/index.ts';
import { createNotices, type Notices } from '../../queue/notices/index.ts';
import { createCases } from '../../queue/review/index.ts';
import { stagePosts } from '../../workers/handlers/stage.ts';
import type { DeskScene } from './desk-scene.ts';
import { EXA, EXB } from './export-scene.ts';
import { makeOffer } from './judgments.ts';
import { GROUNDS, REGISTER } from './notice-register.ts';
import { PreservedCaptures } from './preserved.ts';
import { drain } from './scoring.ts';

export interface NoticeScene {
  readonly notices: Notices;
  readonly captures: PreservedCaptures;
  /** An offer in a case, captured, with its capture in the log unless told otherwise. */
  offer(options?: {
    readonly url?: string | null;
    readonly isCaptured?: boolean;
    readonly isLogged?: boolean;
    readonly text?: string;
  }): Promise<{ caseNumber: number; itemId: string; url: string }>;
  /** A draft about it that nothing stands in the way of. */
  draftOf(at: { caseNumber: number; itemId: string; url: string }, kind?: NoticeDraft['kind']): NoticeDraft;
  /** Brings a notice to a state. @returns its number */
  upTo(
    state: 'drafted' | 'confirmed' | 'exported' | 'sent',
    at: { caseNumber: number; itemId: string; url: string },
  ): Promise<number>;
  confirm(number: number, by?: typeof EXA): Promise<void>;
  /** Writes another in place of the text as it stands. */
  edit(number: number, by: typeof EXA, draft: NoticeDraft): Promise<void>;
}

/** An outbox on a desk; called within a test, because the desk is made anew before each. */
export async function noticeScene(
  scene: DeskScene,
  register: NoticeRegister | null = REGISTER,
): Promise<NoticeScene> {
  const { context, clock } = scene;
  const { db, vault } = context;
  await scene.employ(EXA, EXB);
  const cases = createCases({ db, clock });
  const print = async (html: string) => Buffer.from(`%PDF ${html.length}`);
  const notices = createNotices({ db, vault, clock, register, print });
  const captures = new PreservedCaptures();
  let made = 0;
  const at: NoticeScene = {
    notices,
    captures,
    async offer(options = {}) {
      made += 1;
      const { url = `https://board.example/posts/${made}`, isCaptured = true, isLogged = true } = options;
      const text = options.text ?? `[review] places in the boat, ask @captain_${made}`;
      const post = { key: `offer-${made}`, text, ...(url === null ? {} : { permalink: url }) };
      await stagePosts(context, 'source', [post], 'test');
      await drain(scene.column, context);
      const itemId = await makeOffer(scene);
      const caseNumber = await cases.open(EXA, { legalReference: 'Js 1/26' });
      await cases.add(EXA, caseNumber, itemId);
      if (isCaptured) await captures.preserve(context, itemId, new Date(clock.now()));
      if (isLogged) await sequence(db, vault);
      return { caseNumber, itemId, url: url ?? 'https://board.example/none' };
    },
    draftOf({ caseNumber, itemId, url }, kind = 'notice') {
      const asked = {
        ...{ caseNumber, itemId, language: 'en' as const, urls: [url] },
        ...{ provision: 'residence', grounds: GROUNDS },
      };
      return kind === 'order'
        ? { kind, ...asked, decision: 'Order 7/26 of 1 June 2026' }
        : { kind, ...asked };
    },
    async upTo(state, of) {
      const number = await notices.draft(EXA, at.draftOf(of));
      if (state === 'drafted') return number;
      await at.confirm(number);
      if (state === 'confirmed') return number;
      await notices.download(EXA, number, 'eml');
      if (state === 'exported') return number;
      await notices.send(EXA, number, { way: 'mail', at: new Date(clock.now()).toISOString() });
      return number;
    },
    async confirm(number, by = EXB) {
      const { digest } = await notices.view(by, number);
      await notices.confirm(by, number, { digest, isInGoodFaith: true });
    },
    async edit(number, by, draft) {
      const { digest } = await notices.view(by, number);
      await notices.edit(by, number, { digest, draft });
    },
  };
  return at;
}
