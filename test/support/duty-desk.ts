import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { AlertSettings } from '../../workers/alerts/index.ts';

export const DESK_SECRET = 'a secret of the test';

/** A duty desk on loopback: a mail server for the first contact, a web server for the second. */
export interface DutyDesk {
  readonly settings: AlertSettings;
  /** Whole messages as they came over SMTP. */
  readonly mails: string[];
  readonly calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** Turns mails away for now, as a full or busy server does. */
  isBusy: boolean;
  close(): Promise<void>;
}

export async function openDutyDesk(): Promise<DutyDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-desk-'));
  const secretFile = join(folder, 'secret');
  writeFileSync(secretFile, DESK_SECRET, { mode: 0o600 });
  const mails: string[] = [];
  const calls: DutyDesk['calls'] = [];
  const desk = { isBusy: false };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) =>
      done(desk.isBusy ? Object.assign(new Error('busy'), { responseCode: 451 }) : null),
    onData(stream, _session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));
  const web = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve));
  const place = (port: number) =>
    ({ host: '127.0.0.1', port, network: 'loopback', security: 'none' }) as const;
  return Object.assign(desk, {
    mails,
    calls,
    settings: {
      deskUrl: 'https://desk.example/',
      escalateAfterMinutes: 5,
      contacts: [
        {
          id: 'first',
          mail: {
            ...place((smtp.server.address() as AddressInfo).port),
            from: 'vigie@unit.example',
            to: 'duty@unit.example',
          },
        },
        {
          id: 'second',
          webhook: { ...place((web.address() as AddressInfo).port), path: '/alerts?desk=1', secretFile },
        },
      ],
    },
    async close() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      web.closeAllConnections();
      await new Promise<void>((resolve) => void web.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
