import type { Hono } from 'hono';
import { z } from 'zod';
import {
  MIN_GROUND,
  NOTICE_FILES,
  NOTICE_OUTCOMES,
  NOTICE_STATES,
  NoticeAnswer,
  NoticeConfirmation,
  NoticeDraft,
  NoticeEdit,
  NoticeFile,
  NoticeSending,
  OUTCOME_TELLERS,
  SENDING_WAYS,
} from '../../queue/contracts/index.ts';
import type { NoticeDownload } from '../../queue/notices/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody, readNumber } from '../read-input.ts';
import type { DownloadView, NoticesView, OneNoticeView, PreparationView } from '../wire-casework.ts';

const Choosing = z.strictObject({ itemId: z.string() });
const Taking = z.strictObject({ file: NoticeFile });

/** `/api/notices`: the outbox. Everything that goes to a platform is carried there by a person; no route sends (PRE-07). */
export function noticeRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/notices', async (context) => {
    const { notices } = context.get('dashboard');
    const list = await notices.list(personOf(context));
    return context.json({ notices: list, states: NOTICE_STATES } satisfies NoticesView);
  });

  app.get('/api/notices/:id', async (context) => {
    const { notices } = context.get('dashboard');
    const notice = await notices.view(personOf(context), numberOf(context));
    const view: OneNoticeView = {
      notice,
      files: NOTICE_FILES,
      ways: SENDING_WAYS,
      outcomes: NOTICE_OUTCOMES,
      tellers: OUTCOME_TELLERS,
    };
    return context.json(view);
  });

  app.post('/api/cases/:id/notices/prepare', async (context) => {
    const { itemId } = await readBody(context, Choosing);
    const { notices } = context.get('dashboard');
    const caseNumber = readNumber(context, 'a case');
    const preparation = await notices.prepare(personOf(context), caseNumber, itemId);
    return context.json({ ...preparation, minGround: MIN_GROUND } satisfies PreparationView);
  });

  app.post('/api/notices', async (context) => {
    const draft = await readBody(context, NoticeDraft);
    const number = await context.get('dashboard').notices.draft(personOf(context), draft);
    return context.json({ number });
  });

  app.post('/api/notices/:id/edit', async (context) => {
    const edit = await readBody(context, NoticeEdit);
    await context.get('dashboard').notices.edit(personOf(context), numberOf(context), edit);
    return context.body(null, 204);
  });

  app.post('/api/notices/:id/confirm', async (context) => {
    const confirmation = await readBody(context, NoticeConfirmation);
    await context.get('dashboard').notices.confirm(personOf(context), numberOf(context), confirmation);
    return context.body(null, 204);
  });

  app.post('/api/notices/:id/file', async (context) => {
    const { file } = await readBody(context, Taking);
    const { notices } = context.get('dashboard');
    return context.json(downloadOf(await notices.download(personOf(context), numberOf(context), file)));
  });

  app.post('/api/notices/:id/sent', async (context) => {
    const sending = await readBody(context, NoticeSending);
    await context.get('dashboard').notices.send(personOf(context), numberOf(context), sending);
    return context.body(null, 204);
  });

  app.post('/api/notices/:id/outcome', async (context) => {
    const answer = await readBody(context, NoticeAnswer);
    await context.get('dashboard').notices.answer(personOf(context), numberOf(context), answer);
    return context.body(null, 204);
  });

  app.post('/api/notices/:id/correction', async (context) => {
    await readBody(context, Nothing);
    const { notices } = context.get('dashboard');
    return context.json(downloadOf(await notices.correction(personOf(context), numberOf(context))));
  });

  for (const [path, step] of [
    ['withdraw', 'withdraw'],
    ['corrected', 'correct'],
  ] as const) {
    app.post(`/api/notices/:id/${path}`, async (context) => {
      await readBody(context, Nothing);
      await context.get('dashboard').notices[step](personOf(context), numberOf(context));
      return context.body(null, 204);
    });
  }
}

function numberOf(context: AppContext): number {
  return readNumber(context, 'a notice');
}

/** In JSON, so that the page asks for it as for everything else. */
function downloadOf({ name, mediaType, bytes }: NoticeDownload): DownloadView {
  return { name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}
