import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liftRule } from '../../../queue/storage/index.ts';
import { compiledRulesDir, loadRules, shippedPacksDir } from '../../../rules/index.ts';
import { storedBodies } from '../../support/stored-bodies.ts';
import { openScene, type Scene } from './scene.ts';

const RULE = 'shared.provider.provides';
const OFFER =
  'We take you from Turkey to Italy by dinghy, 5000 euro, pay on arrival, inbox me @example_handle';

describe('rules hold, lift and holds', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
  });
  afterAll(() => scene.close());

  it('switch a rule off for what is scored next, and one person alone cannot lift it', async () => {
    const held = await scene.onData('rules', 'hold', RULE, '--reason', 'flags songs');
    expect(held).toMatchObject({ code: 0, stderr: '' });
    expect(held.stdout).toContain(`${RULE} is on hold`);
    const again = await scene.onData('rules', 'hold', RULE, '--reason', 'flags songs', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ rule: RULE, wasHeld: true });

    const file = scene.write('posts.ndjson', `${JSON.stringify({ id: '1', text: OFFER })}\n`);
    expect((await scene.onData('import', file, '--source', 'file-import')).code).toBe(0);
    const stored = await scene.withRecords(({ db }) => storedBodies(db));
    expect(stored.map((body) => JSON.parse(body))).toMatchObject([{ holds: [RULE] }]);

    const first = await scene.onData('rules', 'lift', RULE);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('a second person must say so');
    const second = await scene.onData('rules', 'lift', RULE);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('expected a second person');
    const list = JSON.parse((await scene.onData('rules', 'holds', '--json')).stdout);
    expect(list).toMatchObject([{ rule: RULE, reason: 'flags songs', lifted_at: null, figures: null }]);

    const act = { rule: RULE, actor: 'os:somebody-else', now: new Date(), author: undefined };
    await scene.withRecords(({ db }) => liftRule(db, act));
    expect((await scene.onData('rules', 'holds')).stdout).toContain('; lifted ');
  });

  it('refuse a rule that protects, or speaks against an offer, and one that does not exist', async () => {
    const loaded = await loadRules(shippedPacksDir(), compiledRulesDir());
    if (!loaded.ok) throw new Error('expected the shipped packs to load');
    const protecting = loaded.compiled.rules.find(({ category }) => category === 'distress')?.id ?? '';
    const refused = await scene.onData('rules', 'hold', protecting, '--reason', 'too many calls');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('a hold only takes away');
    const unknown = await scene.onData('rules', 'hold', 'en.provider.nothing', '--reason', 'a reason');
    expect(unknown.code).toBe(2);
  });

  it('TRA-02 score again with the holds that an assessment names', async () => {
    const input = `${JSON.stringify({ id: '1', text: OFFER })}\n`;
    const [plain, held, again] = await Promise.all([
      scene.run(['score'], { input }),
      scene.run(['score', '--hold', RULE], { input }),
      scene.run(['score', '--hold', RULE], { input }),
    ]);
    expect(held?.stdout).toBe(again?.stdout);
    expect(held?.stdout).not.toBe(plain?.stdout);
    expect(JSON.parse(held?.stdout ?? '')).toMatchObject({ holds: [RULE] });
    const strange = await scene.run(['score', '--hold', 'no.such.rule'], { input });
    expect(strange).toMatchObject({ code: 2 });
  });
});
