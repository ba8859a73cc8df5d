import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MAX_PICTURE_BYTES, MAX_PICTURES } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { openWith } from '../../queue/vault/index.ts';
import { requireEveryRouteMapped } from '../route-operations.ts';
import type { PublicContext } from './context.ts';
import { largeBodies, SlowBody } from './large-bodies.ts';
import { isLocale, type LocaleId, preferredLocale } from './messages/index.ts';
import { PUBLIC_OPERATIONS } from './operations.ts';
import type { FormState } from './pages/fields.ts';
import { contestPage, homePage, reportPage } from './pages/forms.ts';
import { type Html, type View, viewOf } from './pages/layout.ts';
import { newReceiptPage, plainPage, receiptPage, twicePage } from './pages/receipts.ts';
import { reportsPage } from './pages/reports.ts';
import { boundaryOf, hasManyParts } from './parts.ts';
import { picturesIn } from './pictures.ts';
import { publicHeaders } from './public-headers.ts';
import { fileHeaders } from './published.ts';
import { parseReceipt, receiptKeys } from './receipt.ts';
import { createRepeats, keyOfForm } from './repeats.ts';
import { STYLE } from './style.ts';
import {
  addMessage,
  CONTEST_TAKES_NONE,
  newForm,
  type Queue,
  type Shared,
  type Taken,
  type Typed,
  takeContest,
  takeReport,
} from './submit.ts';
import { createRoom, createThrottle, oneAtATime } from './throttle.ts';

/** The longest text in a script of three bytes a letter, each written as %XX, with the other fields. */
const MAX_BODY_BYTES = 128 * 1024;
const MAX_REPORT_BYTES = MAX_BODY_BYTES + MAX_PICTURES * MAX_PICTURE_BYTES;

type Take = (context: PublicContext, shared: Shared, typed: Typed, language: string) => Promise<Taken>;

const FORMS: Readonly<Record<string, { page: (view: View, state: FormState) => Html; take: Take }>> = {
  report: { page: reportPage, take: takeReport },
  contest: { page: contestPage, take: takeContest },
};

/**
 * The public pages. No script, no cookie, no session; nothing of a request is kept or logged but what somebody typed,
 * sealed. It builds and never listens.
 */
export function createPublicApp(context: PublicContext): Hono {
  const app = new Hono();
  const mayTake = createThrottle(context.clock);
  const slowly = oneAtATime();
  const room = createRoom(context.clock);
  const again = createRepeats<Taken>(context.clock, ({ kind }) => kind === 'receipt');
  const readLarge = largeBodies(context.clock);
  const viewFor = (c: Context): View => viewOf(context, localeOf(c));

  app.onError((error, c) => {
    if (error instanceof SlowBody) return c.html(plainPage(viewFor(c), 'slow.title', 'slow.text'), 408);
    // The code alone: a message may quote what somebody typed.
    context.logger.error(
      { code: error instanceof AppError ? error.code : error.name },
      'a public page failed',
    );
    return c.html(plainPage(viewFor(c), 'failed.title', 'failed.text'), 500);
  });
  app.notFound((c) => c.html(plainPage(viewFor(c), 'missing.title'), 404));
  app.use(publicHeaders(context.config));
  const onError = (c: Context) => c.html(plainPage(viewFor(c), 'large.title', 'large.text'), 413);
  const small = bodyLimit({ maxSize: MAX_BODY_BYTES, onError });
  const withPictures = bodyLimit({ maxSize: MAX_REPORT_BYTES, onError });
  app.use(async (c, next) => {
    if (!/^\/[a-z]{2}\/report$/.test(c.req.path)) return small(c, next);
    // A length that is told small is held to it by the server; any other counts as large.
    if (Number(c.req.header('content-length') ?? Number.NaN) <= MAX_BODY_BYTES) return small(c, next);
    if (c.req.method !== 'POST') return next();
    const boundary = boundaryOf(c.req.header('content-type'));
    // Without parts there are no pictures, and no reason to be large.
    if (boundary === undefined) return small(c, next);
    const unlessManyParts = async () => {
      if (!hasManyParts(await c.req.arrayBuffer(), boundary)) return next();
      c.res = await onError(c);
    };
    return (
      readLarge(c.req.raw.body, async (body) => {
        c.req.raw = new Request(c.req.raw, { body, duplex: 'half' } as RequestInit);
        return withPictures(c, unlessManyParts);
      }) ?? c.html(plainPage(viewFor(c), 'busy.title', 'busy.pictures'), 503, { 'Retry-After': '60' })
    );
  });
  app.get('/livez', (c) => c.json({ live: true }));
  app.get('/readyz', async (c) => {
    await context.store.facts();
    return c.json({ ready: true });
  });
  app.get('/public.css', (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  app.get('/', (c) => c.redirect(`/${preferredLocale(c.req.header('accept-language'))}/`));
  app.get('/:locale/', (c, next) => (hasLocale(c) ? c.html(homePage(viewFor(c))) : next()));

  app.get('/:locale/reports', (c, next) => (hasLocale(c) ? c.html(reportsPage(viewFor(c))) : next()));
  app.get('/published/:id/:file', (c, next) => {
    const name = c.req.param('file');
    const report = context.published.find(({ id }) => id === c.req.param('id'));
    const file = report?.files.get(name);
    return file === undefined ? next() : c.body(file.bytes, 200, fileHeaders(name, file));
  });

  for (const [path, { page, take }] of Object.entries(FORMS)) {
    app.get(`/:locale/${path}`, (c, next) =>
      hasLocale(c) ? c.html(page(viewFor(c), { typed: empty(), faults: [], isBusy: false })) : next(),
    );
    app.post(`/:locale/${path}`, async (c, next) => {
      if (!hasLocale(c) || isForeign(c)) return next();
      const view = viewFor(c);
      const typed = await typedIn(await c.req.parseBody({ all: true }));
      const refuse = () =>
        c.html(page(view, { typed, faults: [], isBusy: true }), 503, { 'Retry-After': '60' });
      const taken = await again(keyOfForm(path, typed), async () =>
        mayTake() ? take(context, { slowly, room }, typed, view.locale) : { kind: 'busy' },
      );
      switch (taken.kind) {
        case 'faults': {
          const form = taken.faults.some(({ field }) => field === 'form') ? newForm() : typed.form;
          return c.html(page(view, { typed: { ...typed, form }, faults: taken.faults, isBusy: false }), 422);
        }
        case 'twice':
          return c.html(twicePage(view, path), 409);
        case 'busy':
          return refuse();
        case 'receipt':
          return c.html(newReceiptPage(view, path, taken));
      }
    });
  }

  app.get('/:locale/receipt', (c, next) =>
    hasLocale(c) ? c.html(receiptPage(viewFor(c), { form: newForm(), isBusy: false })) : next(),
  );
  app.post('/:locale/receipt', async (c, next) => {
    if (!hasLocale(c) || isForeign(c)) return next();
    const view = viewFor(c);
    const body = await c.req.parseBody();
    const message = textOf(body.message);
    const form = newForm();
    const refuse = () =>
      c.html(receiptPage(view, { form, message, isBusy: true }), 503, { 'Retry-After': '60' });
    if (!mayTake()) return refuse();
    const receipt = parseReceipt(textOf(body.receipt));
    const opened = receipt === undefined ? undefined : await openReceipt(context, slowly, receipt);
    if (opened === undefined)
      return c.html(receiptPage(view, { form, message, found: null, isBusy: false }), 404);
    const { keys, found } = opened;
    const answer = found.answer === null ? undefined : await openWith(keys.identity, found.answer);
    const state = { form, found, answer: answer && textOfAnswer(answer), isBusy: false };
    if (message.trim() === '') return c.html(receiptPage(view, state));
    const added =
      found.kind === 'report'
        ? await addMessage(context, room, keys, { form: textOf(body.form), message, language: view.locale })
        : CONTEST_TAKES_NONE;
    if (added === 'twice') return c.html(twicePage(view, 'receipt'), 409);
    if (added === 'busy') return refuse();
    return added === 'taken'
      ? c.html(receiptPage(view, { ...state, isAdded: true }))
      : c.html(receiptPage(view, { ...state, message, faults: added }), 422);
  });
  requireEveryRouteMapped(app, PUBLIC_OPERATIONS, 'dashboard/public/operations.ts');
  return app;
}

async function openReceipt({ store }: PublicContext, slowly: Queue, receipt: string) {
  const { receiptSalt } = await store.facts();
  const keys = await slowly(() => receiptKeys(receipt, receiptSalt));
  const found = await store.receipt(keys.hash);
  return found === undefined ? undefined : { keys, found };
}

function textOfAnswer(json: string): string {
  return String((JSON.parse(json) as { text?: unknown }).text ?? '');
}

/** A page of somebody else's that sends a visitor's browser here. Tor Browser and old ones send no such header. */
function isForeign(c: Context): boolean {
  return c.req.header('sec-fetch-site') === 'cross-site';
}

function hasLocale(c: Context): boolean {
  return isLocale(c.req.param('locale') ?? '');
}

function localeOf(c: Context): LocaleId {
  const first = c.req.path.split('/')[1] ?? '';
  return isLocale(first) ? first : preferredLocale(c.req.header('accept-language'));
}

function empty(): Typed {
  return { form: newForm(), address: '', text: '', contact: '', pictures: [] };
}

async function typedIn(body: Readonly<Record<string, unknown>>): Promise<Typed> {
  return {
    form: textOf(body.form),
    address: textOf(body.address),
    text: textOf(body.text),
    contact: textOf(body.contact),
    pictures: await picturesIn(body.pictures),
  };
}

/** A browser sends line ends as CR LF. A file, or a field that was sent twice, is taken as nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}
