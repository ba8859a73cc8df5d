import { describe, expect, it } from 'vitest';
import { NOTICE_LANGUAGES, TellingOutcome, TOLD_ACTS } from '../../../../queue/contracts/index.ts';
import { noticeText } from '../../../../queue/notices/forms.ts';
import { type LetterFacts, letterDocument } from '../../../../queue/telling/letter.ts';
import { SENDER } from '../../../support/notice-register.ts';
import { propertiesOf } from '../../../support/schema-properties.ts';

const URL = 'https://board.example/posts/4711';

describe.each(NOTICE_LANGUAGES)('a letter to whoever posted, %s', (language) => {
  const letter = (change: Partial<LetterFacts> = {}) =>
    noticeText(
      letterDocument({
        ...{ language, sender: SENDER, number: 7, address: URL, isCopy: false },
        ...{ act: 'notice', actReference: 'DSA16-3' },
        ...{ to: 'Board of Examples', actOn: '2026-06-01', withdrawnOn: null, writtenOn: '2026-06-15' },
        ...change,
      }),
    );

  it.each(TOLD_ACTS)(
    'TRA-06 says what was done, that a tool scored and people decided, and how to contest: %s',
    (act) => {
      const text = letter({ act, actReference: act === 'bundle' ? null : 'DSA16-3' });
      for (const part of [
        ...[URL, 'Board of Examples', '2026-06-01', 'TELL-7', '2026-06-15'],
        ...[SENDER.authority ?? '', SENDER.email ?? '', SENDER.supervision ?? ''],
        `https://report.unit.example/${language}/contest`,
        language === 'en'
          ? 'An automated tool collects public posts and scores'
          : 'Un outil automatisé collecte',
        language === 'en' ? 'Two people read' : 'Deux personnes ont lu',
        language === 'en' ? 'within 30 days' : 'délai de 30 jours',
      ])
        expect(text).toContain(part);
      expect(text).not.toMatch(/[{}]|undefined|null/);
      expect(text).not.toContain(language === 'en' ? 'withdrawn' : 'retiré');
    },
  );

  it('TRA-06 says that it was withdrawn, and never why', () => {
    const text = letter({ withdrawnOn: '2026-06-10', address: null });
    expect(text).toContain('2026-06-10');
    expect(text).toContain(language === 'en' ? 'is withdrawn as of' : 'est retiré à compter du');
    expect(text).toContain('DSA16-3');
    expect(text).not.toMatch(/protection lane|distress|danger|recalled|contest(?:ation)? (?:was|a été)/i);
  });

  it('TRA-06 says of a copy that another post was handed over, also where that is withdrawn', () => {
    const bundle = { act: 'bundle', actReference: null } as const;
    const copy = letter({ ...bundle, isCopy: true });
    const words =
      language === 'en' ? 'a post with the same words' : 'une publication identique, mot pour mot';
    expect(copy).toContain(words);
    expect(copy).not.toContain(
      language === 'en' ? 'a record of the post' : 'enregistrement de la publication',
    );
    expect(letter(bundle)).not.toContain(words);
    const withdrawn = letter({ ...bundle, isCopy: true, address: null, withdrawnOn: '2026-06-10' });
    expect(withdrawn).toContain(language === 'en' ? 'and is withdrawn' : 'et qui est retiré');
    expect(copy + withdrawn).not.toMatch(/[{}]|undefined|null/);
  });

  it('does not say that an address is not held, which may be untrue', () => {
    const text = letter({ act: 'bundle', actReference: null, address: null });
    expect(text).toContain(
      language === 'en' ? 'We do not give its address' : 'Nous n’en donnons pas l’adresse',
    );
  });

  it('leaves to a person what is not configured', () => {
    const nothing = { authority: null, email: null, publicAddress: null, supervision: null };
    const text = letter({ sender: nothing, address: null, act: 'bundle', actReference: null });
    expect(text).not.toMatch(/undefined|null|https?:/);
    expect(text.split(language === 'en' ? '[to be filled in]' : '[à compléter]')).toHaveLength(4);
  });
});

describe('what is written down of a duty to tell', () => {
  const delay = {
    ...{ outcome: 'delayed', ground: 'prosecution', reason: 'The search is planned for next month.' },
    ...{ legalBasis: 'Section 56 of the Police Act', reviewOn: '2026-08-01' },
  };

  it('TRA-06 is no delay without a ground, a reason, a legal basis and a day of review', () => {
    expect(TellingOutcome.safeParse(delay).success).toBe(true);
    for (const part of ['ground', 'reason', 'legalBasis', 'reviewOn'] as const) {
      const { [part]: _, ...rest } = delay;
      expect(TellingOutcome.safeParse(rest).success, part).toBe(false);
    }
    expect(TellingOutcome.safeParse({ ...delay, ground: 'convenience' }).success).toBe(false);
    expect(TellingOutcome.safeParse({ ...delay, reason: 'Not now.' }).success).toBe(false);
  });

  it('TRA-06 names nobody: there is no field for a person, and words with a handle are refused', () => {
    for (const reason of [
      'We cannot reach @captain_boat anywhere.',
      'He is at +00 000 000 000 00 and sleeps.',
    ])
      expect(TellingOutcome.safeParse({ ...delay, reason }).success).toBe(false);
    const legalBasis = 'Section 56; asked by @captain_boat';
    expect(TellingOutcome.safeParse({ ...delay, legalBasis }).success).toBe(false);
    const eu = 'Directive (EU) 2016/680, Article 13(3)(b); Law No. 218 of 31 May 1995, § 12(4) no. 3';
    expect(TellingOutcome.safeParse({ ...delay, legalBasis: eu }).success).toBe(true);
    const told = { outcome: 'told', at: '2026-06-10T09:00:00Z', channel: 'By a message to @captain_boat' };
    expect(TellingOutcome.safeParse(told).success).toBe(false);
    expect(new Set(propertiesOf(TellingOutcome))).toEqual(
      new Set(['at', 'channel', 'ground', 'legalBasis', 'outcome', 'reason', 'reviewOn']),
    );
  });
});
