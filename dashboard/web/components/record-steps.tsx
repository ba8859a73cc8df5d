import type { ProcessStep } from '../../wire-oversight.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { kindName, ot } from '../state/oversight-words.ts';
import { EntryBody } from './entry-body.tsx';

/** Every step in the handling of an item, oldest first, as the log holds it. */
export function RecordSteps({ steps }: { steps: readonly ProcessStep[] }) {
  const label = (name: string) => name + t('app.colon');
  return (
    <section class="list-section" aria-labelledby="record-steps">
      <h2 id="record-steps">{ot('record.steps')}</h2>
      <table class="item-list log-table">
        <caption class="visually-hidden">{ot('record.steps')}</caption>
        <thead>
          <tr>
            <th scope="col">{ot('log.index')}</th>
            <th scope="col">{ot('record.step')}</th>
            <th scope="col">{ot('log.at')}</th>
            <th scope="col">{ot('log.actor')}</th>
            <th scope="col">{ot('record.details')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ index, kind, at, actor, body }, place) => (
            <tr key={index ?? `waiting ${place}`}>
              <th scope="row">{index === null ? '–' : number(index)}</th>
              <td data-label={label(ot('record.step'))}>{kindName(kind)}</td>
              <td data-label={label(ot('log.at'))}>{at === null ? ot('log.gone') : dateTime(at)}</td>
              <td data-label={label(ot('log.actor'))}>
                <bdi>{actor ?? '–'}</bdi>
              </td>
              <td data-label={label(ot('record.details'))}>
                <EntryBody body={body} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
