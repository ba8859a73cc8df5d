import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS, NOTICE_LANGUAGES } from '../../../../queue/contracts/index.ts';
import { correctionDocument, noticeDocument } from '../../../../queue/notices/document.ts';
import { noticeFile } from '../../../../queue/notices/files.ts';
import { noticeHtml, noticeJson, noticeText } from '../../../../queue/notices/forms.ts';
import { NOTICE_WORDS } from '../../../../queue/notices/words.ts';
import { REGISTER } from '../../../support/notice-register.ts';
import { confirmed } from './content.ts';

const AT = new Date('2026-06-02T09:00:00Z');
const PRINT = async () => Buffer.from('%PDF');

describe.each(NOTICE_LANGUAGES)('a notice in words, %s', (language) => {
  it.each(NOTICE_KINDS)('PRE-01 PRE-03 has all its parts in text, page and data: %s', (kind) => {
    const notice = confirmed(kind, { language });
    const { content } = notice;
    const document = noticeDocument(notice);
    for (const form of [noticeText(document), noticeHtml(document), noticeJson(notice)]) {
      for (const part of [
        ...content.urls,
        content.grounds.procurement,
        content.grounds.benefit,
        content.provision,
        content.authority.name,
        content.authority.email,
        NOTICE_WORDS[language].faithText,
        NOTICE_WORDS[language].protocol,
        ...content.excerpts,
      ])
        expect(form).toContain(part);
    }
    expect(document.lead).toBe(NOTICE_WORDS[language].nature[kind]);
  });

  it('PRE-02 no notice can be written as an order, nor an order as a notice', async () => {
    const [notice, flagger, order] = NOTICE_KINDS.map((kind) => confirmed(kind, { language }));
    if (!notice || !flagger || !order) throw new Error('expected three');
    for (const one of [notice, flagger]) {
      const posing = { ...one, content: { ...one.content, kind: 'order' as const } };
      expect(() => noticeDocument(posing as never)).toThrow();
      await expect(noticeFile(posing as never, 'eml', AT, PRINT)).rejects.toThrow();
      await expect(noticeFile(posing as never, 'json', AT, PRINT)).rejects.toThrow();
    }
    for (const kind of ['notice', 'flagger'] as const)
      expect(() => noticeDocument({ ...order, content: { ...order.content, kind } } as never)).toThrow();
    const { title, orderTitle, redress } = NOTICE_WORDS[language];
    for (const one of [notice, flagger])
      for (const words of [title.order, orderTitle, redress])
        expect(noticeText(noticeDocument(one))).not.toContain(words);
    for (const words of [order.content.kind === 'order' ? order.content.redress : '', orderTitle, redress])
      expect(noticeText(noticeDocument(order))).toContain(words);
  });

  it('PRE-02 says first what it is and what it is not', () => {
    const { nature } = NOTICE_WORDS[language];
    const [isOrder, isNotice] =
      language === 'en'
        ? [/is not an order/, /is not a notice/]
        : [/n’est pas une injonction/, /n’est pas une notification/];
    expect(nature.notice).toMatch(isOrder);
    expect(nature.flagger).toMatch(isOrder);
    expect(nature.order).toMatch(isNotice);
  });

  it('EVI-13 claims what was recorded, that it is unchanged and existed by a time, and nothing else', () => {
    const { claims, limits } = NOTICE_WORDS[language];
    const starts =
      language === 'en'
        ? ['Recorded by us', 'Unchanged since', 'Existed by a time']
        : ['Enregistré par nous', 'Inchangé depuis', 'Existait à une heure'];
    expect(claims.map((claim) => claim.split(/ ?:/)[0])).toEqual(starts);
    expect(limits).toHaveLength(3);
    const text = noticeText(noticeDocument(confirmed('notice', { language })));
    for (const claim of [...claims, ...limits]) expect(text).toContain(claim);
    expect(text).not.toMatch(/was posted by|the author (?:is|of)|served by|publié par|l’auteur est/i);
  });

  it('PRE-03 cites provision and Protocol in its fixed words, and no terms of a platform', () => {
    expect(NOTICE_WORDS[language].protocol).toMatch(/3 ?\(?a\)/);
    expect(JSON.stringify(NOTICE_WORDS[language])).not.toMatch(
      /terms of service|conditions d’utilisation|CGU/i,
    );
  });

  it('PRE-09 a withdrawal names the notice, and neither post nor reason', () => {
    const told = {
      number: 7,
      kind: 'notice',
      language,
      sentAt: AT.toISOString(),
      withdrawnAt: AT.toISOString(),
    } as const;
    const text = noticeText(correctionDocument(told, REGISTER.authority));
    expect(text).toContain('DSA16-7');
    expect(text).not.toMatch(/https?:|protect(?!ocol)|distress|détresse|contest/i);
  });
});

describe('the forms of a notice', () => {
  it('keep what somebody wrote as text, in its own direction, and lead nowhere', () => {
    const excerpts = ['<script>alert(1)</script> & "more"', 'أماكن في القارب'];
    const page = noticeHtml(noticeDocument(confirmed('notice', { excerpts })));
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
    expect(page).toContain('<blockquote dir="auto">أماكن في القارب</blockquote>');
    expect(page).not.toMatch(/<script|<a |<img|<link|src=|href=/);
    expect(page).toContain('<html lang="en" dir="ltr">');
    expect(noticeText(noticeDocument(confirmed('notice', { excerpts })))).toContain(
      '> \u2068أماكن في القارب\u2069',
    );
  });

  it('are printed by whoever can', async () => {
    const printed: string[] = [];
    const print = async (html: string) => {
      printed.push(html);
      return Buffer.from('%PDF');
    };
    const file = await noticeFile(confirmed('order'), 'pdf', AT, print);
    expect(file).toMatchObject({ name: 'DSA9-7.pdf', mediaType: 'application/pdf' });
    expect(printed[0]).toContain(NOTICE_WORDS.en.title.order);
  });
});
