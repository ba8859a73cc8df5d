import { named } from '../state/locale.ts';
import { PostTextInline } from './post-text.tsx';

/** Names whose values are words of the interface, by the prefix of their messages. */
const NAMED: Readonly<Record<string, string>> = { outcome: 'outcome', reason: 'reason', stage: 'stage' };

/** What an entry says beside time and person, as names and values. Reasons are words that somebody typed. */
export function EntryBody({ body }: { body: Readonly<Record<string, unknown>> }) {
  const parts = Object.entries(body).filter(([, value]) => !isEmpty(value));
  if (parts.length === 0) return <>–</>;
  return (
    <dl class="entry-body">
      {parts.map(([name, value]) => (
        <div key={name}>
          <dt class="mono" dir="ltr">
            {name}
          </dt>
          <dd>
            <PostTextInline text={shown(name, value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function shown(name: string, value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const prefix = NAMED[name];
  return prefix === undefined ? value : named(prefix, value);
}
