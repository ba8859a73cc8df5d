import type { NoticeFile, NoticePlatform, NoticeRegister } from '../contracts/index.ts';
import { AppError } from '../runtime/errors.ts';
import type { NoticeRow } from '../storage/index.ts';
import { type ConfirmedNotice, correctionDocument, noticeDocument } from './document.ts';
import { writeMail } from './eml.ts';
import { noticeHtml, noticeJson, noticeText } from './forms.ts';
import type { NoticeDownload, PrintNotice } from './port.ts';
import { NOTICE_WORDS } from './words.ts';

/** A confirmed notice as a file that a person sends. */
export async function noticeFile(
  notice: ConfirmedNotice,
  file: NoticeFile,
  at: Date,
  print: PrintNotice,
): Promise<NoticeDownload> {
  const document = noticeDocument(notice);
  const name = `${document.reference}.${file}`;
  switch (file) {
    case 'html':
      return download(name, 'text/html; charset=utf-8', noticeHtml(document));
    case 'json':
      return download(name, 'application/json', noticeJson(notice));
    case 'pdf':
      return { name, mediaType: 'application/pdf', bytes: new Uint8Array(await print(noticeHtml(document))) };
    case 'eml': {
      const { content } = notice;
      const { authority, platform, kind, language } = content;
      const mail = writeMail({
        from: authority,
        to: platform.email === null ? null : { name: platform.name, email: platform.email },
        subject: `${NOTICE_WORDS[language].subject[kind]} – ${document.reference}`,
        at,
        id: document.reference.toLowerCase(),
        text: noticeText(document),
        attachments: [
          {
            name: `${document.reference}.json`,
            mediaType: 'application/json; charset=utf-8',
            content: noticeJson(notice),
          },
        ],
      });
      return download(name, 'message/rfc822', mail);
    }
    default:
      return file satisfies never;
  }
}

/**
 * The letter by which a platform is told that what was sent is withdrawn.
 * @throws AppError `item.conflict` for a notice that was not sent, or is not withdrawn
 */
export function correctionFile(
  row: NoticeRow,
  authority: NoticeRegister['authority'],
  platforms: readonly NoticePlatform[],
  at: Date,
): NoticeDownload {
  const { number, kind, language, sent_at: sentAt, withdrawn_at: withdrawnAt } = row;
  if (sentAt === null || withdrawnAt === null)
    throw new AppError(
      'item.conflict',
      `notice ${number}: expected one that was sent and is withdrawn, found one that is not`,
    );
  const told = {
    number,
    kind,
    language,
    sentAt: sentAt.toISOString(),
    withdrawnAt: withdrawnAt.toISOString(),
  };
  const document = correctionDocument(told, authority);
  const email = platforms.find(({ name }) => name === row.platform)?.email;
  const mail = writeMail({
    from: authority,
    to: email === undefined ? null : { name: row.platform, email },
    subject: `${NOTICE_WORDS[language].correction.subject}: ${NOTICE_WORDS[language].subject[kind]} – ${document.reference}`,
    at,
    id: `${document.reference.toLowerCase()}.withdrawn`,
    text: noticeText(document),
    attachments: [],
  });
  return download(`${document.reference}-withdrawn.eml`, 'message/rfc822', mail);
}

function download(name: string, mediaType: string, text: string): NoticeDownload {
  return { name, mediaType, bytes: new Uint8Array(Buffer.from(text)) };
}
