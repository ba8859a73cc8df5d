import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { post as call } from './support/call.ts';
import { demoContext } from './support/demo-context.ts';

const app = createApp(demoContext());

const post = (body: unknown) => call(app, '/api/try', body);

describe('POST /api/try', () => {
  it('says how the rules read a text, with what each rule says of itself', async () => {
    const answer = await post({ text: 'taking you' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      text: 'taking you',
      lane: 'none',
      assessment: { score: 3, signals: [{ rule: 'en.provider.first-word', start: 0, end: 6 }] },
      rules: { 'en.provider.first-word': { title: 'first word (en)' } },
      named: [{ kind: 'link', start: 0, end: 6, value: 'first.example' }],
    });
  });

  it('asks of each rule what it found in the language of the text', async () => {
    const asked: (string | undefined)[] = [];
    const rule = (_id: string, language?: string) => {
      asked.push(language);
      return undefined;
    };
    await call(createApp(demoContext({ rule })), '/api/try', { text: 'taking you' });
    expect(asked).toEqual(['en']);
  });

  it('tells no weight where a person may be at risk', async () => {
    const assess = demoContext().assess;
    const atRisk = createApp(
      demoContext({ assess: async (text) => ({ ...(await assess(text)), lane: 'protect', score: null }) }),
    );
    const answer = await call(atRisk, '/api/try', { text: 'help us' });
    const { assessment } = (await answer.json()) as {
      assessment: { signals: { weight: number }[]; trace: unknown[] };
    };
    expect(assessment.signals.map(({ weight }) => weight)).toEqual([0]);
    expect(assessment.trace).toEqual([]);
  });

  it.each([[{ text: '  ' }], [{ text: 'a'.repeat(10_001) }], [{}]])(
    'refuses what is no text: %j',
    async (body) => {
      const answer = await post(body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'input.invalid', faults: [{ path: 'text' }] });
    },
  );
});

describe('POST /api/try/packs', () => {
  it('says what only the packs on disk tell of the same text', async () => {
    const asked: string[] = [];
    const changed = createApp(
      demoContext({
        packsOn: async (text) => {
          asked.push(text);
          return { state: 'changed' };
        },
      }),
    );
    const answer = await call(changed, '/api/try/packs', { text: ' taking you ' });
    expect([answer.status, await answer.json(), asked]).toEqual([200, { state: 'changed' }, ['taking you']]);
  });

  it('refuses what is no text', async () => {
    const answer = await call(app, '/api/try/packs', { text: '  ' });
    expect(answer.status).toBe(400);
  });
});
