import { describe, expect, it } from 'vitest';
import { notificationOf, testNotification } from '../../../workers/alerts/index.ts';
import { mailText } from '../../../workers/alerts/notification.ts';

const DESK = 'https://desk.example/';
const FACTS = {
  alertId: 51,
  itemId: 'e64c00000000000000000001',
  language: 'en',
  since: new Date('2026-06-01T12:00:00Z'),
  step: 0,
  stepAt: new Date('2026-06-01T12:00:10Z'),
};

describe('the message of an alert', () => {
  it('PRO-03 has an id that no other step has, whatever numbers a restore gives again, and keeps it when it is sent again', () => {
    const idOf = (values: Partial<typeof FACTS>) => notificationOf({ ...FACTS, ...values }, DESK).id;
    const ids = [
      idOf({}),
      idOf({ itemId: '855c00000000000000000002' }),
      idOf({ stepAt: new Date('2026-06-01T12:05:10Z'), step: 1 }),
      idOf({ stepAt: new Date('2026-06-03T09:00:00Z') }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf({ alertId: 52 })).toBe(ids[0]);
    expect(ids[0]).toBe('e64c00000000000000000001-1780315210000-0');
  });

  it('is a test in its subject, its first word and its JSON where somebody tries the contacts', () => {
    const test = testNotification(DESK, FACTS.since);
    expect(test).toMatchObject({ test: true, language: 'und', link: DESK });
    const { subject, text } = mailText(test);
    expect([subject, text]).toEqual([expect.stringMatching(/^Test/), expect.stringMatching(/^Test/)]);
    expect(`${subject} ${text}`).not.toMatch(/may be at risk|waits for somebody|items/);
    expect(testNotification(DESK, FACTS.since).id).not.toBe(test.id);
  });

  it('that is real has no mark of a test', () => {
    expect(notificationOf(FACTS, DESK)).not.toHaveProperty('test');
    expect(mailText(notificationOf(FACTS, DESK)).subject).toBe(
      'Vigie: a person may be at risk (language: en)',
    );
  });
});
