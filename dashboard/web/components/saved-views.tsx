import { useState } from 'preact/hooks';
import { ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { recall, remember } from '../state/remembered.ts';
import { parseViews, type SavedView, withoutView, withView } from '../state/saved-views.ts';
import { TextField } from './text-field.tsx';

/** Lists with their filters under names of one's own. They stay in this browser: what somebody looks at is theirs. */
export function SavedViews({ path }: { path: string }) {
  const key = `views.${settings.value?.person.id ?? ''}`;
  const [views, setViews] = useState(() => parseViews(recall(key)));
  const [name, setName] = useState('');
  const keep = (next: SavedView[]) => {
    remember(key, JSON.stringify(next));
    setViews(next);
  };
  return (
    <details class="saved-views">
      <summary>{ct('views.title')}</summary>
      {views.length > 0 && (
        <ul>
          {views.map((view) => (
            <li key={view.name}>
              <a href={view.path} aria-current={view.path === path ? 'page' : undefined}>
                <bdi>{view.name}</bdi>
              </a>
              <button
                type="button"
                class="button button-small"
                onClick={() => keep(withoutView(views, view.name))}
              >
                {ct('views.remove', { name: view.name })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          keep(withView(views, { name, path }));
          setName('');
        }}
      >
        <TextField
          label={ct('views.name')}
          value={name}
          onInput={setName}
          input={{ required: true, dir: 'auto', autocomplete: 'off' }}
        />
        <button type="submit" class="button">
          {ct('views.save')}
        </button>
      </form>
    </details>
  );
}
