import { useEffect, useRef, useState } from 'preact/hooks';
import type { ControlFeedback } from '../../../queue/contracts/index.ts';
import type { PracticeView } from '../../wire.ts';
import { careApi } from '../state/care-api.ts';
import { careText } from '../state/care-words.ts';
import { number } from '../state/format.ts';
import { named } from '../state/locale.ts';
import { orderedOutcomes, sessionSeed } from '../state/outcome-order.ts';
import { useAction } from '../state/use-action.ts';
import { KnownAnswer } from './control-feedback.tsx';
import { StepFailure } from './notice.tsx';
import { PostText } from './post-text.tsx';

interface Block {
  readonly posts: PracticeView['posts'];
  readonly place: number;
  readonly right: number;
  readonly feedback: ControlFeedback | null;
}

/** A short block of posts with the answer at once; it lives on this page only. */
export function Practice() {
  const [block, setBlock] = useState<Block | null>(null);
  const { isBusy, failure, run } = useAction();
  // The button that was pressed is gone: on with the next post, or what follows an answer.
  const next = useRef<HTMLElement | null>(null);
  const follow = (element: HTMLElement | null) => {
    if (element !== null) next.current = element;
  };
  useEffect(() => {
    if (block !== null) next.current?.focus();
  }, [block]);
  const begin = () =>
    void run(careApi.practice, ({ posts }) => setBlock({ posts, place: 0, right: 0, feedback: null }));
  const answer = (key: string, outcome: string) =>
    void run(
      () => careApi.answer(key, outcome),
      (feedback) =>
        setBlock((known) => known && { ...known, feedback, right: known.right + (feedback.isRight ? 1 : 0) }),
    );
  const post = block?.posts[block.place];
  return (
    <section class="card" aria-labelledby="practice-title">
      <h2 id="practice-title">{careText('practice.title')}</h2>
      <p class="hint">{careText('practice.lead')}</p>
      <StepFailure failure={failure} />
      {block !== null && post !== undefined && (
        <div class="practice-post">
          <p key={block.place} ref={follow} class="hint" tabIndex={-1}>
            {careText('practice.place', {
              place: number(block.place + 1),
              count: number(block.posts.length),
            })}
          </p>
          <PostText text={post.text} language={post.language} findings={[]} active={null} />
          {block.feedback === null ? (
            <fieldset class="practice-answers">
              <legend>{careText('practice.question')}</legend>
              {orderedOutcomes('review', sessionSeed()).map((outcome) => (
                <button
                  key={outcome}
                  type="button"
                  class="button"
                  disabled={isBusy}
                  onClick={() => answer(post.key, outcome)}
                >
                  {named('outcome', outcome)}
                </button>
              ))}
            </fieldset>
          ) : (
            <>
              <KnownAnswer feedback={block.feedback} isControl={false} />
              <button
                ref={follow}
                type="button"
                class="button button-primary"
                onClick={() => setBlock({ ...block, place: block.place + 1, feedback: null })}
              >
                {careText('practice.next')}
              </button>
            </>
          )}
        </div>
      )}
      {block !== null && post === undefined && (
        <p role="status">
          {block.posts.length === 0
            ? careText('practice.none')
            : careText('practice.done', { right: number(block.right), count: number(block.posts.length) })}
        </p>
      )}
      {post === undefined && (
        <button ref={follow} type="button" class="button" disabled={isBusy} onClick={begin}>
          {careText('practice.start')}
        </button>
      )}
    </section>
  );
}
