import type { ProcessRecord } from '../../wire-oversight.ts';
import { languageInFull } from '../state/checked.ts';
import { dateTime, number, outcomeName } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { ot, oversightNamed } from '../state/oversight-words.ts';
import { Code, Facts } from './facts.tsx';

/** What is known of an item and of its assessment, without a word of the post. */
export function RecordFacts({ record }: { record: ProcessRecord }) {
  return (
    <div class="status-grid">
      <Item item={record.item} />
      {record.assessment !== null && <Assessment assessment={record.assessment} />}
    </div>
  );
}

function Item({ item }: Pick<ProcessRecord, 'item'>) {
  const lane = item.lane === 'protect' ? 'protect' : 'review';
  return (
    <section class="card" aria-labelledby="record-item" data-lane={lane}>
      <h2 id="record-item">{ot('record.item')}</h2>
      <Facts
        facts={[
          [ot('record.item'), <Code key="id">{item.id}</Code>],
          [ot('record.lane'), ot(`record.lane.${lane}`)],
          [ot('record.state'), oversightNamed('item-state', item.state)],
          [
            ot('record.outcome'),
            item.outcome === null ? ot('record.outcome.none') : outcomeName(lane, item.outcome),
          ],
          [ot('record.language'), languageInFull(item.language)],
          [ot('record.source'), <Code key="source">{item.sourceId}</Code>],
          [ot('record.opened'), dateTime(item.openedAt)],
          [
            ot('record.members'),
            item.members > 1
              ? t('item.copies.value', { count: number(item.members) })
              : t('item.copies.none'),
          ],
          [ot('record.text'), textState(item.text)],
        ]}
      />
    </section>
  );
}

function Assessment({ assessment }: { assessment: NonNullable<ProcessRecord['assessment']> }) {
  const { release, holds, lane, score, commitment, index } = assessment;
  return (
    <section class="card" aria-labelledby="record-assessment">
      <h2 id="record-assessment">{ot('record.assessment')}</h2>
      <Facts
        facts={[
          [
            ot('record.release'),
            release === null ? ot('record.release.none') : <Code key="release">{release}</Code>,
          ],
          [ot('record.holds'), holdsText(holds)],
          [ot('record.lane'), oversightNamed('record.lane', lane)],
          [ot('record.score'), score === null ? ot('record.score.none') : number(score)],
          [ot('record.commitment'), <Code key="commitment">{commitment}</Code>],
          ...(index === null
            ? []
            : ([
                [
                  '',
                  <a key="entry" href={`/log?before=${index + 1}`}>
                    {ot('record.in-entry', { index: number(index) })}
                  </a>,
                ],
              ] as const)),
        ]}
      />
    </section>
  );
}

function holdsText(holds: readonly string[] | null) {
  if (holds === null) return ot('record.holds.gone');
  return holds.length === 0 ? ot('record.holds.none') : <Code>{holds.join(', ')}</Code>;
}

/** Until when a text is kept, or when it was erased. */
export function textState({ state, at }: ProcessRecord['item']['text']): string {
  if (at === null) return ot('text.erased.unknown');
  return ot(`text.${state}`, { time: dateTime(at) });
}
