import { describe, expect, it } from 'vitest';
import { type Assessment, dayMeant, hoursAhead } from '../../../queue/contracts/index.ts';
import { namedDepartures } from '../../../workers/scoring/named-departure.ts';

/** As the rules would assess a text whose departure stands at the mark. */
function assessed(text: string, language: string, values: Partial<Assessment> = {}): Assessment {
  const start = text.indexOf('|');
  const signals =
    start === -1 ? [] : [{ rule: 'a.b.c', category: 'departure', start, end: start + 1, weight: 2 }];
  return {
    version: 1,
    release: null,
    holds: [],
    lane: 'review',
    score: 9,
    language,
    signals,
    counterSignals: [],
    trace: [],
    ...values,
  };
}

const named = (text: string, language = 'en', values: Partial<Assessment> = {}) =>
  namedDepartures(text, assessed(text, language, values));

describe('days that a post names for a departure', () => {
  it.each([
    ['en', 'we leave | tomorrow', { inDays: 1 }],
    ['en', 'boat | Tonight!', { inDays: 0 }],
    ['en', 'leaving on | Friday', { weekday: 5 }],
    ['ar', 'الانطلاق | غدا إن شاء الله', { inDays: 1 }],
    ['ar', 'ننطلق | الليلة', { inDays: 0 }],
    ['fa', 'حرکت | فردا', { inDays: 1 }],
    ['fr', 'départ | demain', { inDays: 1 }],
    ['fr', "on part | aujourd'hui", { inDays: 0 }],
    ['es', 'salimos | mañana', { inDays: 1 }],
    ['ru', 'выезд | завтра', { inDays: 1 }],
    ['zh', '出发|明天早上', { inDays: 1 }],
    ['en', 'departure | 12/06', { day: 12, month: 6 }],
    ['en', 'departure | 12.06.26', { day: 12, month: 6, year: 2026 }],
    ['en', 'departure | 2026-06-12', { day: 12, month: 6, year: 2026 }],
  ])('are told in %s: %s', (language, text, day) => {
    expect(named(text, language)).toEqual([day]);
  });

  it.each([
    ['no departure was found', 'we leave tomorrow', 'en', {}],
    ['the day stands elsewhere', `tomorrow we talk. ${'word '.repeat(12)}| we leave soon`, 'en', {}],
    ['a person is at risk', 'we leave | tomorrow', 'en', { lane: 'protect' }],
    ['the word is part of another', 'we leave | tomorrowland', 'en', {}],
    ['the language has no data', 'we leave | tomorrow', 'xx', {}],
    ['the figures are no date', 'we leave | 45/12, 10.50.3, 1-2 seats of 30', 'en', {}],
  ] as const)('are none where %s', (_why, text, language, values) => {
    const found = named(text, language, values).filter((day) => !('day' in day && day.day === 1));
    expect(found).toEqual([]);
  });
});

describe('the day that is meant', () => {
  const WRITTEN = new Date('2026-06-03T22:30:00Z'); // A Wednesday.
  const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

  it('counts from when the post was written', () => {
    expect(dayMeant({ inDays: 1 }, WRITTEN)).toEqual(day('2026-06-04'));
    expect(dayMeant({ weekday: 3 }, WRITTEN)).toEqual(day('2026-06-03'));
    expect(dayMeant({ weekday: 2 }, WRITTEN)).toEqual(day('2026-06-09'));
    expect(dayMeant({ day: 5, month: 6 }, WRITTEN)).toEqual(day('2026-06-05'));
    expect(dayMeant({ day: 3, month: 1 }, new Date('2026-12-20T00:00:00Z'))).toEqual(day('2027-01-03'));
  });

  it('is none for a date that has passed, is far away or does not exist', () => {
    expect(dayMeant({ day: 1, month: 6 }, WRITTEN)).toBeNull();
    expect(dayMeant({ day: 1, month: 6, year: 2020 }, WRITTEN)).toBeNull();
    expect(dayMeant({ day: 31, month: 6 }, WRITTEN)).toBeNull();
  });

  it('puts an item ahead the more the nearer it is, by a day at most, and not once it is over', () => {
    const ahead = (iso: string) => hoursAhead(day('2026-06-04'), new Date(iso));
    expect(ahead('2026-06-02T23:00:00Z')).toBe(0);
    expect(ahead('2026-06-03T06:00:00Z')).toBe(6);
    expect(ahead('2026-06-03T23:30:00Z')).toBe(24);
    expect(ahead('2026-06-04T20:00:00Z')).toBe(24);
    expect(ahead('2026-06-05T00:00:00Z')).toBe(0);
    expect(hoursAhead(null, WRITTEN)).toBe(0);
  });
});
