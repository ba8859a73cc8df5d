import { describe, expect, it } from 'vitest';
import { en } from '../../../dashboard/public/messages/en.ts';
import { LOCALES, preferredLocale } from '../../../dashboard/public/messages/index.ts';
import { liveFaults, PublicConfig } from '../../../dashboard/public/public-config.ts';
import { newReceipt, parseReceipt, receiptKeys } from '../../../dashboard/public/receipt.ts';
import { createRepeats, keyOfForm } from '../../../dashboard/public/repeats.ts';
import { createRoom, createThrottle } from '../../../dashboard/public/throttle.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';

const placeholders = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).sort();
const NOW = Date.parse('2027-03-01T12:00:00Z');

describe.each(Object.entries(LOCALES))('the messages of the public pages in %s', (_id, { messages }) => {
  it('REP-10 have every key and every value of English, and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(messages) as [keyof typeof en, string][]) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(text), key).toEqual(placeholders(en[key]));
    }
  });

  it('REP-10 say what happens next and how far nobody can tell who wrote', () => {
    for (const key of [
      'limits.network',
      'limits.device',
      'report.next.sealed',
      'report.next.distress',
    ] as const)
      expect(messages[key].length, key).toBeGreaterThan(40);
  });
});

describe('the language of a visitor', () => {
  it.each([
    ['ar-EG,fr;q=0.8', 'ar'],
    ['sw, fr-CA;q=0.9', 'fr'],
    ['sw', 'en'],
    [undefined, 'en'],
  ])('of "%s" is %s', (header, id) => expect(preferredLocale(header)).toBe(id));
});

describe('a receipt', () => {
  it('REP-03 has 80 random bits', () => {
    const all = Array.from({ length: 2000 }, newReceipt);
    expect(new Set(all).size).toBe(2000);
    for (const one of all) expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    // Each of 32 digits about 1,000 times in 32,000: far outside is a faulty draw.
    const counts = new Map<string, number>();
    for (const digit of all.join('').replaceAll('-', '')) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    expect(counts.size).toBe(32);
    for (const [digit, count] of counts) expect(Math.abs(count - 1000), digit).toBeLessThan(200);
  });

  it.each([
    ['abcd-efgh-jkmn-pqrs', 'ABCDEFGHJKMNPQRS'],
    [' o1l0 0000 0000 000i ', '0110000000000001'],
    ['٠١٢٣-٤٥٦٧-٨٩٠١-ABCD', '012345678901ABCD'],
    ['too-short', undefined],
    ['UUUU-UUUU-UUUU-UUUU', undefined],
    ['', undefined],
  ])('is read as people type it: %j', (typed, receipt) => expect(parseReceipt(typed)).toBe(receipt));

  it('REP-03 is known by a slow hash, which differs between installations and does not contain it', async () => {
    const receipt = newReceipt();
    const [one, other] = [
      await receiptKeys(receipt, Buffer.alloc(32, 1)),
      await receiptKeys(receipt, Buffer.alloc(32, 2)),
    ];
    expect(one.hash.equals(other.hash)).toBe(false);
    expect(one.hash.toString('latin1')).not.toContain(receipt.replaceAll('-', ''));
    expect((await receiptKeys(receipt.toLowerCase(), Buffer.alloc(32, 1))).identity).toBe(one.identity);
  });
});

describe('the throttle', () => {
  it('REP-12 counts forms and nobody: a burst, then thirty a minute', () => {
    let now = NOW;
    const mayTake = createThrottle({ now: () => now });
    expect(Array.from({ length: 100 }, mayTake).filter(Boolean)).toHaveLength(40);
    now += 60_000;
    expect(Array.from({ length: 100 }, mayTake).filter(Boolean)).toHaveLength(30);
    now -= 3_600_000;
    expect(mayTake()).toBe(false);
  });
});

describe('a form that is sent twice', () => {
  function answers(isKept: (answer: number) => boolean) {
    const clock = manualClock(NOW);
    const again = createRepeats<number>(clock, isKept);
    let made = 0;
    const ask = (key = 'one') =>
      again(key, async () => {
        made += 1;
        return made;
      });
    return { clock, ask };
  }

  it('has one answer for a minute, also while that is being made', async () => {
    const { clock, ask } = answers(() => true);
    expect(await Promise.all([ask(), ask(), ask('two')])).toEqual([1, 1, 2]);
    clock.advance(59_999);
    expect(await ask()).toBe(1);
    clock.advance(1);
    expect(await ask()).toBe(3);
    clock.advance(-3_600_000);
    expect(await ask(), 'made later than now, by a clock that was set back').toBe(4);
  });

  it('is asked anew where nothing was taken, or where that failed', async () => {
    const { ask } = answers((answer) => answer > 1);
    expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 2]);
    const again = createRepeats<number>(manualClock(NOW), () => true);
    const failed = again('one', async () => {
      throw new Error('no records');
    });
    await expect(failed).rejects.toThrow('no records');
    expect(await again('one', async () => 5)).toBe(5);
  });

  it('is another one with other words, other pictures, or for another page', () => {
    const typed = { form: 'f', address: 'a', text: 't', contact: 'c', pictures: [Buffer.from('xy')] };
    const others = [
      keyOfForm('contest', typed),
      ...['form', 'address', 'text', 'contact'].map((field) =>
        keyOfForm('report', { ...typed, [field]: 'o' }),
      ),
      keyOfForm('report', { ...typed, pictures: [] }),
      keyOfForm('report', { ...typed, pictures: [Buffer.from('x'), Buffer.from('y')] }),
      keyOfForm('report', { ...typed, address: 'at', text: '' }),
    ];
    const one = keyOfForm('report', typed);
    expect(keyOfForm('report', { ...typed, pictures: [Buffer.from('xy')] })).toBe(one);
    expect(new Set([one, ...others]).size).toBe(1 + others.length);
  });
});

describe('the room for what strangers send', () => {
  it('REP-12 is so many bytes a day for everybody together, for texts whatever pictures took', () => {
    let now = NOW;
    const room = createRoom({ now: () => now });
    const picture = 16 * 2 ** 20;
    expect(Array.from({ length: 100 }, () => room.pictures(picture)).filter(Boolean)).toHaveLength(16);
    expect(room.pictures(0), 'a report without any').toBe(true);
    const text = 32 * 1024;
    expect(Array.from({ length: 10_000 }, () => room.texts(text)).filter(Boolean)).toHaveLength(2048);
    now += 60_000;
    expect([room.texts(text), room.texts(text), room.pictures(picture)]).toEqual([true, false, false]);
    now += 12 * 3_600_000;
    expect(Array.from({ length: 100 }, () => room.pictures(picture)).filter(Boolean)).toHaveLength(8);
  });
});

describe('the contacts of config/public.yml', () => {
  const contact = (kind: string, more = {}) => ({
    country: 'XA',
    kind,
    name: `Test ${kind}`,
    phone: '000',
    source: 'a page',
    checkedOn: '2027-01-31',
    verifiedBy: 'somebody',
    ...more,
  });
  const recipients = [
    'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj',
    'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg',
  ];
  const config = (contacts: unknown[], keys: unknown = { reports: recipients[0], contact: recipients[1] }) =>
    PublicConfig.parse({ authority: 'A', supervision: 'B', countries: ['XA'], keys, contacts });

  it('are served where each country has a verified emergency and protection contact', () => {
    expect(liveFaults(config([contact('emergency'), contact('protection')]), NOW)).toEqual([]);
  });

  it.each([
    ['is invented', { fictional: true }],
    ['has no source', { source: undefined }],
    ['was verified by nobody', { verifiedBy: undefined }],
    ['was never checked', { checkedOn: undefined }],
    ['was checked too long ago', { checkedOn: '2026-01-31' }],
    ['was checked tomorrow', { checkedOn: '2027-03-02' }],
    ['is of another country', { country: 'XB' }],
  ])('REP-09 are not served where the only one %s', (_what, more) => {
    const faults = liveFaults(config([contact('emergency', more), contact('protection')]), NOW);
    expect(faults.join('\n')).toContain('verified emergency contact for XA');
  });

  it('REP-12 are not served without two keys', () => {
    const contacts = [contact('emergency'), contact('protection')];
    expect(liveFaults(PublicConfig.parse({ ...config(contacts), keys: undefined }), NOW)[0]).toContain(
      'vigie reports keygen',
    );
    expect(
      liveFaults(config(contacts, { reports: recipients[0], contact: recipients[0] }), NOW)[0],
    ).toContain('different keys');
    expect(
      PublicConfig.safeParse({ ...config(contacts), keys: { reports: 'age1x', contact: 'age1y' } }).success,
    ).toBe(false);
  });
});
