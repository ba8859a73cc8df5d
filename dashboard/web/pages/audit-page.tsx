import { useState } from 'preact/hooks';
import type { AuditSummary } from '../../wire-oversight.ts';
import { Awaited } from '../components/awaited.tsx';
import { Code, Facts } from '../components/facts.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostTextInline } from '../components/post-text.tsx';
import { TextField } from '../components/text-field.tsx';
import { dateTime, number } from '../state/format.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { kindName, ot } from '../state/oversight-words.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** One audit: what was announced, the draw, and the judgments that it brought. */
export function AuditPage({ id }: { id: string }) {
  const remote = useRemote(id, () => oversightApi.audit(id));
  const { value, reload } = remote;
  const isMissing = remote.failure?.problem?.status === 404;
  return (
    <>
      <p class="back">
        <a href="/audits">{ot('audits.title')}</a>
      </p>
      <PageHeading title={ot('audits.name', { id })} />
      {isMissing && (
        <Notice kind="empty" title={ot('audit.missing')}>
          <p>{ot('audit.missing.text')}</p>
        </Notice>
      )}
      {!isMissing && <Awaited {...remote} />}
      {value !== null && <Announced audit={value} />}
      {value !== null && value.draw === null && <Draw id={value.id} onDrawn={reload} />}
      {value !== null && value.draw !== null && <Drawn audit={value} draw={value.draw} />}
    </>
  );
}

function Announced({ audit }: { audit: AuditSummary }) {
  return (
    <section class="card">
      <Facts
        facts={[
          [ot('audits.announced'), dateTime(audit.announcedAt)],
          [ot('audits.by'), audit.announcedBy ?? '–'],
          [ot('purpose.label'), ot(`purpose.${audit.purpose}`)],
          [
            ot('audits.stretch'),
            ot('audits.stretch.of', {
              start: number(audit.start),
              end: number(Math.max(audit.start, audit.end - 1)),
            }),
          ],
          [ot('audits.wanted'), number(audit.wanted)],
          [ot('audit.commitment'), <Code key="commitment">{audit.commitment}</Code>],
        ]}
      />
    </section>
  );
}

function Draw({ id, onDrawn }: { id: number; onDrawn: () => void }) {
  const [words, setWords] = useState('');
  const { isBusy, failure, run } = useAction();
  return (
    <section class="card list-section narrow-card" aria-labelledby="audit-draw">
      <h2 id="audit-draw">{ot('audit.draw')}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => oversightApi.draw(id, words.trim()), onDrawn);
        }}
      >
        <TextField
          label={ot('audit.words')}
          hint={ot('audit.draw.hint')}
          value={words}
          onInput={setWords}
          input={{ required: true, dir: 'auto', autocomplete: 'off', maxlength: 200 }}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {ot('audit.draw.submit')}
          </button>
        </div>
      </form>
    </section>
  );
}

function Drawn({ audit, draw }: { audit: AuditSummary; draw: NonNullable<AuditSummary['draw']> }) {
  return (
    <>
      <section class="card list-section" aria-labelledby="audit-draw">
        <h2 id="audit-draw">{ot('audit.draw')}</h2>
        <Facts
          facts={[
            [ot('audits.state'), ot('audits.state.drawn', { time: dateTime(draw.drawnAt) })],
            [ot('audit.population'), number(draw.population)],
            [ot('audit.words'), <PostTextInline key="words" text={draw.words} />],
            [ot('audit.secret'), <Code key="secret">{draw.secret}</Code>],
            [ot('audit.seed'), <Code key="seed">{draw.seed}</Code>],
          ]}
        />
        <p class="hint">{ot('audit.recompute')}</p>
      </section>
      <section class="list-section" aria-labelledby="audit-picks">
        <h2 id="audit-picks">{ot('audit.picks')}</h2>
        {draw.picks.length === 0 && <p class="hint">{ot('audit.picks.none')}</p>}
        <ol class="audit-picks">
          {draw.picks.map(({ index, kind, itemId }) => (
            <li key={index} class="card">
              <a href={`/records/${encodeURIComponent(itemId)}?purpose=${audit.purpose}`}>
                {ot('audit.pick', { index: number(index) })}
              </a>
              <span>{kindName(kind)}</span>
              <Code>{itemId}</Code>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
