import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { createTranslator } from '../../../dashboard/translator.ts';
import { body, type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';
import { DEMO_ITEMS } from './support/demo-items.ts';

let service: FixtureWeb;
const sent: unknown[] = [];
beforeAll(async () => {
  service = await startFixtureWeb();
  service.on('/translate', (request, response) => {
    const answer = body('application/json', JSON.stringify({ translatedText: 'words of a machine' }));
    void textOf(request).then((text) => {
      sent.push(JSON.parse(text));
      answer(request, response);
    });
  });
  service.on('/broken/translate', body('application/json', '{"error": "no such language"}'));
  service.on('/moved/translate', (_request, response) => {
    response.writeHead(302, { Location: `${service.origin}/translate` }).end();
  });
});
afterAll(() => service.close());

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function appWith(address: string | undefined, roles: Parameters<typeof signedIn>[1] = ['reviewer']) {
  const translator = address === undefined ? undefined : createTranslator(address);
  return createApp(demoContext({ translator, person: signedIn('ana', roles) }));
}

describe('a post as the unit’s own machine translates it', () => {
  it('is asked for in the words of the interface that the service has', async () => {
    const answer = await post(appWith(service.origin), '/api/items/offer-ar/translate', { to: 'fr' });
    expect(await answer.json()).toEqual({ text: 'words of a machine', to: 'fr', isCut: false });
    const text = DEMO_ITEMS.find(({ id }) => id === 'offer-ar')?.text;
    expect(sent).toEqual([{ q: text, source: 'ar', target: 'fr', format: 'text' }]);
  });

  it('leaves the language to the service where nobody knows it or it is in other letters, and cuts what is long', async () => {
    sent.length = 0;
    const { translate } = createTranslator(service.origin);
    for (const language of ['und', 'ar-Latn', 'zh-Hant']) await translate('words', language, 'en');
    expect(sent.map((one) => (one as { source: string }).source)).toEqual(['auto', 'auto', 'zh']);
    expect(await translate('x'.repeat(6000), 'en', 'fr')).toMatchObject({ isCut: true });
  });

  it.each([
    ['answers with a fault', () => `${service.origin}/broken`, 'HTTP 200'],
    ['sends on elsewhere', () => `${service.origin}/moved`, 'no answer'],
    ['is not there', () => 'http://127.0.0.1:1', 'no answer'],
    ['has no address', () => 'http://translator.invalid', 'no answer'],
    [
      'stands outside the unit’s own network',
      () => 'http://192.0.2.7',
      '192.0.2.7 is not of the unit’s own network',
    ],
  ])('is said to be missing where the service %s', async (_, address, why) => {
    const { translate } = createTranslator(address());
    await expect(translate('words', 'ar', 'en')).rejects.toMatchObject({
      code: 'translator.unavailable',
      message: expect.stringContaining(why),
    });
    const answer = await post(appWith(address()), '/api/items/offer-ar/translate', { to: 'en' });
    expect(answer.status).toBe(502);
  });

  it('is not offered without a service', async () => {
    const answer = await post(appWith(undefined), '/api/items/offer-ar/translate', { to: 'en' });
    expect(answer.status).toBe(502);
  });

  it('PRO-09 does not open the protection lane to anybody else', async () => {
    sent.length = 0;
    const protect = DEMO_ITEMS.find(({ lane }) => lane === 'protect')?.id;
    const answer = await post(appWith(service.origin), `/api/items/${protect}/translate`, { to: 'en' });
    expect(answer.status).toBe(404);
    expect(sent).toEqual([]);
  });
});
