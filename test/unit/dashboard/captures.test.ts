import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { evidenceAr } from '../../../dashboard/web/messages/evidence/evidence-ar.ts';
import { evidenceEn } from '../../../dashboard/web/messages/evidence/evidence-en.ts';
import { evidenceEs } from '../../../dashboard/web/messages/evidence/evidence-es.ts';
import { evidenceFr } from '../../../dashboard/web/messages/evidence/evidence-fr.ts';
import { CAPTURE_REASONS, OBJECT_ROLES, type Role } from '../../../queue/contracts/index.ts';
import { chunksOf } from '../../support/png.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';
import { DEMO_ITEMS } from './support/demo-items.ts';
import type { SeedItem } from './support/seeded-desk.ts';

const OFFER = DEMO_ITEMS.find(({ id }) => id === 'offer-en') as SeedItem;
const RISK = DEMO_ITEMS.find(({ id }) => id === 'distress-en') as SeedItem;
const CAPTURE = '/api/items/offer-en/capture';

function appFor(role: Role, changes: Partial<SeedItem> = {}) {
  const items = [
    { ...OFFER, isCaptured: true, ...changes },
    { ...RISK, isCaptured: false },
  ];
  return createApp(demoContext({ person: signedIn('me', [role]), items }));
}

describe('the capture of an item', () => {
  it('is shown with how it was collected once the item is closed, and names nobody', async () => {
    const answer = await get(appFor('exporter', { isOffer: true }), CAPTURE);
    expect(answer.status).toBe(200);
    const { capture } = await answer.json();
    expect(capture).toMatchObject({
      state: 'captured',
      hasPicture: true,
      record: {
        collector: { host: 'worker-1' },
        egress: { stated: '192.0.2.7' },
        exchanges: 0,
        robots: 'none',
      },
    });
    expect(capture.proof).toMatchObject({
      signature: { state: 'signed', domain: 'unit.example', authority: 'first', isLate: true },
      stamps: [
        { authority: 'first', state: 'confirmed', reason: null },
        { authority: 'second', state: 'pending', reason: 'timeout', genTime: null },
      ],
    });
    expect(JSON.stringify(capture)).not.toMatch(/canary/i);
    const item = await (await get(appFor('exporter', { isOffer: true }), '/api/items/offer-en')).json();
    expect(item.hasCapture).toBe(true);
  });

  it('HUM-09 is told to nobody who still judges, a control item and a post alike', async () => {
    const app = appFor('reviewer');
    expect((await (await get(app, '/api/items/offer-en')).json()).hasCapture).toBeUndefined();
    expect(await (await get(app, CAPTURE)).json()).toEqual({ capture: null });
    const picture = await get(app, `${CAPTURE}/picture`);
    expect(picture.status).toBe(422);
    expect(await picture.json()).toMatchObject({ code: 'item.too-early' });
  });

  it.each(['protection', 'reviewer'] as const)('of a person at risk is shown to nobody: %s', async (role) => {
    const answer = await get(appFor(role), '/api/items/distress-en/capture/picture');
    expect(answer.status).toBe(role === 'protection' ? 422 : 404);
    const told = await get(appFor(role), '/api/items/distress-en/capture');
    expect(told.ok ? await told.json() : told.status).toEqual(
      role === 'protection' ? { capture: null } : 404,
    );
  });

  it('WEL-01 MIN-09 has a picture that is a PNG without metadata, kept by nobody on the way', async () => {
    const answer = await get(appFor('exporter', { isOffer: true }), `${CAPTURE}/picture`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(chunksOf(Buffer.from(await answer.arrayBuffer()))).toEqual(['IHDR', 'IDAT', 'IEND']);
  });

  it('says that there is none', async () => {
    const app = appFor('exporter', { isOffer: true, isCaptured: false });
    expect(await (await get(app, CAPTURE)).json()).toEqual({ capture: null });
    expect((await get(app, `${CAPTURE}/picture`)).status).toBe(409);
  });
});

it('MIN-03 five bystanders of a post are in no answer of the desk', async () => {
  const names = [
    '@zilpzalp_one',
    '@zilpzalp.two',
    't.me/zilpzalp3',
    'zilpzalp@four.invalid',
    '+00 4711 4711 47',
  ];
  const text = `${OFFER.text} ${names.join(' ')}`;
  const items = [{ ...OFFER, text, thread: { title: `To ${names[0]}`, isAnswer: false }, givenTo: 'me' }];
  const app = createApp(demoContext({ person: signedIn('me', ['reviewer']), items }));
  for (const answer of [
    await get(app, '/api/items/offer-en'),
    await post(app, '/api/items/offer-en/claim'),
  ]) {
    expect(answer.status).toBe(200);
    const body = await answer.text();
    expect(body).not.toMatch(/zilpzalp|4711/);
    expect(JSON.parse(body).text).toHaveLength(text.length);
  }
});

describe.each<[string, Readonly<Record<string, string>>]>([
  ['English', evidenceEn],
  ['French', evidenceFr],
  ['Spanish', evidenceEs],
  ['Arabic', evidenceAr],
])('the words of captures in %s', (_, words) => {
  it('are there for every reason and every object', () => {
    const wanted = [
      ...CAPTURE_REASONS.map((one) => `reason.${one}`),
      ...OBJECT_ROLES.map((one) => `role.${one}`),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
  });
});
