import { describe, expect, it } from 'vitest';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { drain, MARKED_SCORER, scoreContext, scorerOf } from '../../support/scoring.ts';

const ANA = actorOf('ana', ['reviewer']);
const HOUR_MS = 3_600_000;
/** Takes what is marked for a departure. */
const SCORER = scorerOf((post) => {
  const assessment = MARKED_SCORER.score(post);
  const start = post.text.indexOf('we leave');
  if (start === -1) return assessment;
  const leaving = {
    rule: 'en.departure.test',
    category: 'departure' as const,
    start,
    end: start + 8,
    weight: 2,
  };
  return { ...assessment, signals: [...assessment.signals, leaving] };
});

describe.each(COLUMNS)('departures in the service clock, %s', (name) => {
  const scene = deskScene(name);

  async function arrive(text: string, publishedAt?: Date): Promise<void> {
    const context = scoreContext(scene.column, {
      clock: scene.clock,
      vault: scene.context.vault,
      scorer: SCORER,
    });
    const post = {
      key: text,
      text,
      ...(publishedAt !== undefined && { publishedAt: publishedAt.toISOString() }),
    };
    await stagePosts(context, 'source', [post], 'test');
    await drain(scene.column, context);
  }

  async function order(count: number): Promise<string[]> {
    const texts: string[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const { id, text } = await take(scene, ANA);
      texts.push(text.replace('[review] ', ''));
      await scene.desk.release(ANA, id);
    }
    return texts;
  }

  it('brings a post before older ones whose departure is near, by a day at most', async () => {
    await arrive('[review] two days old');
    scene.clock.advance(38 * HOUR_MS);
    await arrive('[review] ten hours old');
    scene.clock.advance(10 * HOUR_MS);
    await arrive('[review] we leave tomorrow');
    await arrive('[review] we leave today');
    await arrive('[review] we leave on 30/12');
    await arrive('[review] tomorrow is another day');
    const [first, second, third, fourth, ...last] = await order(6);
    expect([first, second, third, fourth]).toEqual([
      'two days old',
      'we leave today',
      'we leave tomorrow',
      'ten hours old',
    ]);
    expect(last.toSorted()).toEqual(['tomorrow is another day', 'we leave on 30/12']);
  });

  it('counts the day from when the post was written, and takes one that is over for none', async () => {
    await arrive('[review] older');
    scene.clock.advance(2 * HOUR_MS);
    await arrive('[review] we leave tomorrow', new Date(scene.clock.now() - 9 * 24 * HOUR_MS));
    expect(await order(2)).toEqual(['older', 'we leave tomorrow']);
  });
});
