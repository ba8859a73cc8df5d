import { useState } from 'preact/hooks';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import type { ReadContent } from '../../wire-oversight.ts';
import { number } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';
import { PostText } from './post-text.tsx';

const LONGEST = 500;

/** The post itself, which is read with a reason that becomes an entry. */
export function ContentPanel(props: { id: string; purpose: LogPurpose; language: string; least: number }) {
  const { id, purpose, language, least } = props;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [content, setContent] = useState<ReadContent | null>(null);
  const { isBusy, failure, run } = useAction();
  const count = number(least);
  const submit = (event: Event) => {
    event.preventDefault();
    const isWhole = reason.trim().length >= least;
    setMissing(!isWhole);
    if (isWhole) void run(() => oversightApi.content(id, { purpose, reason: reason.trim() }), setContent);
  };
  return (
    <section class="card list-section" aria-labelledby="content">
      <h2 id="content">{ot('content.title')}</h2>
      {content === null && (
        <form class="form narrow-card" noValidate onSubmit={submit}>
          <NoteField
            label={ot('content.reason', { count })}
            hint={ot('content.hint')}
            value={reason}
            onInput={setReason}
            maxLength={LONGEST}
          />
          <StepFailure failure={failure} />
          <div class="actions">
            <button type="submit" class="button" disabled={isBusy}>
              {ot('content.submit')}
            </button>
          </div>
          <p class="warning-text" role="status">
            {isMissing && ot('content.missing', { count })}
          </p>
        </form>
      )}
      {content !== null && <Content content={content} language={language} />}
    </section>
  );
}

function Content({ content, language }: { content: ReadContent; language: string }) {
  const notes = content.decisions.filter(({ note }) => note !== undefined);
  return (
    <>
      <div class="read-post">
        <PostText text={content.text} language={language} findings={[]} active={null} />
      </div>
      {content.isCut && <p class="hint">{ot('content.cut')}</p>}
      {notes.length > 0 && (
        <>
          <h3>{ot('content.notes')}</h3>
          <ul class="gaps">
            {notes.map((one) => (
              <li key={`${one.stage} ${one.decidedAt}`}>
                <strong>{ot('content.note', { stage: named('stage', one.stage), actor: one.actor })}</strong>
                {t('app.colon')}
                <PostText text={one.note ?? ''} language="und" findings={[]} active={null} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
