import { PostTextInline } from './post-text.tsx';

/** What an entry says beside time and person, as names and values. Reasons are words that somebody typed. */
export function EntryBody({ body }: { body: Readonly<Record<string, unknown>> }) {
  const parts = Object.entries(body);
  if (parts.length === 0) return <>–</>;
  return (
    <dl class="entry-body">
      {parts.map(([name, value]) => (
        <div key={name}>
          <dt class="mono" dir="ltr">
            {name}
          </dt>
          <dd>
            <PostTextInline text={typeof value === 'string' ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
