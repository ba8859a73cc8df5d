import { useEffect, useRef } from 'preact/hooks';
import { t } from '../state/locale.ts';
import { areShortcutsOn, chooseShortcuts } from '../state/shortcuts.ts';

const GROUPS = [
  { title: 'keys.group.anywhere', keys: [['?', 'keys.sheet']] },
  { title: 'keys.group.queue', keys: [['Enter / g', 'keys.next']] },
  {
    title: 'keys.group.judge',
    keys: [
      ['c', 'keys.claim'],
      ['o n p u', 'keys.outcomes'],
      ['1 – 8', 'keys.reasons'],
      ['e t d b l w', 'keys.elements'],
      ['s', 'keys.cite'],
      ['m', 'keys.note'],
      ['Enter', 'keys.submit'],
    ],
  },
  {
    title: 'keys.group.reveal',
    keys: [
      ['k', 'keys.keep'],
      ['r', 'keys.revise'],
      ['z', 'keys.undo'],
      ['Enter / g', 'keys.next'],
    ],
  },
] as const;

/** The sheet with every key, and the switch that turns single keys off. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="key-sheet" aria-labelledby="key-sheet-title" onClose={onClose}>
      <h2 id="key-sheet-title">{t('keys.title')}</h2>
      <label class="switch">
        <input
          type="checkbox"
          checked={areShortcutsOn.value}
          onChange={(event) => chooseShortcuts(event.currentTarget.checked)}
        />
        <span>
          {t('keys.enabled')}
          <small>{t('keys.enabled.hint')}</small>
        </span>
      </label>
      {GROUPS.map(({ title, keys }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl>
            {keys.map(([key, text]) => (
              <div key={text}>
                <dt>
                  <kbd class="kbd" dir="ltr">
                    {key}
                  </kbd>
                </dt>
                <dd>{t(text)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <button type="button" class="button button-primary" onClick={() => dialog.current?.close()}>
        {t('keys.close')}
      </button>
    </dialog>
  );
}
