import type { EntriesView, ReadLogEntry } from '../../wire-oversight.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { kindName, ot } from '../state/oversight-words.ts';
import { EntryBody } from './entry-body.tsx';
import { Code } from './facts.tsx';

/** Entries by their positions; what they say, once it was read. */
export function LogTable(props: { entries: EntriesView['entries']; read: readonly ReadLogEntry[] | null }) {
  const { entries, read } = props;
  const said = new Map((read ?? []).map((one) => [one.index, one]));
  const label = (name: string) => name + t('app.colon');
  return (
    <table class="item-list log-table">
      <caption class="visually-hidden">{ot('log.entries')}</caption>
      <thead>
        <tr>
          <th scope="col">{ot('log.index')}</th>
          <th scope="col">{ot('log.kind')}</th>
          <th scope="col">{ot('log.subject')}</th>
          {read === null && <th scope="col">{ot('log.signed')}</th>}
          {read !== null && <th scope="col">{ot('log.at')}</th>}
          {read !== null && <th scope="col">{ot('log.actor')}</th>}
          {read !== null && <th scope="col">{ot('log.says')}</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map(({ index, kind, subject, signedAt }) => (
          <tr key={index}>
            <th scope="row">{number(index)}</th>
            <td data-label={label(ot('log.kind'))}>{kindName(kind)}</td>
            <td data-label={label(ot('log.subject'))}>
              <Subject kind={kind} subject={subject} />
            </td>
            {read === null && (
              <td data-label={label(ot('log.signed'))}>{signedAt === null ? '–' : dateTime(signedAt)}</td>
            )}
            {read !== null && <Said entry={said.get(index)} label={label} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Subject({ kind, subject }: { kind: string; subject: string }) {
  if (!kind.startsWith('item.')) return <Code>{subject}</Code>;
  return (
    <a href={`/records/${encodeURIComponent(subject)}`}>
      <Code>{subject}</Code>
    </a>
  );
}

function Said({ entry, label }: { entry: ReadLogEntry | undefined; label: (name: string) => string }) {
  if (entry === undefined || entry.body === null)
    return <td colSpan={3}>{entry === undefined ? '–' : ot('log.gone')}</td>;
  return (
    <>
      <td data-label={label(ot('log.at'))}>{entry.at === null ? '–' : dateTime(entry.at)}</td>
      <td data-label={label(ot('log.actor'))}>
        <bdi>{entry.actor}</bdi>
      </td>
      <td data-label={label(ot('log.says'))}>
        <EntryBody body={entry.body} />
      </td>
    </>
  );
}
