import type { Hono } from 'hono';
import { createPublicApp } from '../../dashboard/public/app.ts';
import type { PublicContext } from '../../dashboard/public/context.ts';
import type { PublishedReport } from '../../dashboard/public/published.ts';
import { type Clock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { type Logger, SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import {
  bindIntake,
  type Database,
  insertContest,
  insertReport,
  readPublicFacts,
  readReceipt,
} from '../../queue/storage/index.ts';
import { newIdentity, recipientOf, type Vault } from '../../queue/vault/index.ts';
import type { Scorer } from '../../rules/index.ts';
import { MARKED_SCORER } from './scoring.ts';

export interface PublicPages {
  readonly app: Hono;
  readonly context: PublicContext;
  /** The offline keys, which a real installation keeps on another computer. */
  readonly identities: { readonly reports: string; readonly contact: string };
}

/** The public pages over real records, with invented contacts. */
export async function publicPages(
  database: Database,
  vault: Vault,
  options: {
    clock?: Clock;
    logger?: Logger;
    scorer?: Scorer;
    published?: readonly PublishedReport[];
  } = {},
): Promise<PublicPages> {
  const { db } = database;
  await bindIntake(db, await vault.intake.recipient());
  const identities = { reports: await newIdentity(), contact: await newIdentity() };
  const context: PublicContext = {
    store: {
      facts: () => readPublicFacts(db),
      addContest: (one) => insertContest(db, one),
      addReport: (one) => insertReport(db, one),
      receipt: (hash) => readReceipt(db, hash),
    },
    published: options.published ?? [],
    config: {
      authority: 'Example Authority',
      supervision: 'the Example Data Protection Office',
      countries: ['XA'],
      contacts: [
        { country: 'XA', kind: 'emergency', name: 'Example Emergency', phone: '000', fictional: true },
        { country: 'XA', kind: 'rescue', name: 'Example Rescue', phone: '000 000', fictional: true },
        {
          country: 'XA',
          kind: 'protection',
          name: 'Example Helpline',
          page: 'help.example',
          fictional: true,
        },
      ],
    },
    keys: {
      reports: await recipientOf(identities.reports),
      contact: await recipientOf(identities.contact),
    },
    assess: (text) => (options.scorer ?? MARKED_SCORER).score({ text }),
    clock: options.clock ?? SYSTEM_CLOCK,
    logger: options.logger ?? SILENT_LOGGER,
    isDemo: true,
  };
  return { app: createPublicApp(context), context, identities };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Opens a form as a browser does, fills it in and sends it. */
export async function send(
  app: Hono,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const page = await (await app.request(path, { headers })).text();
  const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return post(app, path, { form, ...fields }, headers);
}

export async function post(
  app: Hono,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Sends a form with files as a browser does; its length is told, as a browser's is. */
export async function postForm(app: Hono, path: string, form: FormData): Promise<Answer> {
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  const body = await encoded.arrayBuffer();
  const headers = { 'content-type': type, 'content-length': String(body.byteLength) };
  const answer = await app.request(path, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

/** The receipt that a page shows. */
export function receiptOn({ text }: Answer): string {
  const receipt = /class="receipt"><bdi dir="ltr">([0-9A-Z-]+)</.exec(text)?.[1];
  if (receipt === undefined) throw new Error(`expected a page with a receipt, found ${text.slice(0, 2000)}`);
  return receipt;
}
