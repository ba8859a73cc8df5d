import { useEffect, useRef } from 'preact/hooks';
import { keyText, loadKeyWords } from '../state/key-words.ts';
import { areShortcutsOn, chooseShortcuts } from '../state/shortcuts.ts';

const GROUPS = [
  { title: 'group.anywhere', keys: [[['?'], 'sheet']] },
  { title: 'group.queue', keys: [[['Enter', 'g'], 'next']] },
  {
    title: 'group.judge',
    keys: [
      [['c'], 'claim'],
      [['o', 'n', 'p', 'u'], 'outcomes'],
      [['1 – 8'], 'reasons'],
      [['e', 't', 'd', 'b', 'l', 'w'], 'elements'],
      [['s'], 'cite'],
      [['m'], 'note'],
      [['Enter'], 'submit'],
    ],
  },
  {
    title: 'group.reveal',
    keys: [
      [['k'], 'keep'],
      [['r'], 'revise'],
      [['z'], 'undo'],
      [['Enter', 'g'], 'next'],
    ],
  },
] as const;

/** The sheet with every key, and the switch that turns single keys off. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="key-sheet" aria-labelledby="key-sheet-title" onClose={onClose}>
      <h2 id="key-sheet-title">{keyText('title')}</h2>
      <label class="switch">
        <input
          type="checkbox"
          checked={areShortcutsOn.value}
          onChange={(event) => chooseShortcuts(event.currentTarget.checked)}
        />
        <span>
          {keyText('enabled')}
          <small>{keyText('enabled.hint')}</small>
        </span>
      </label>
      {GROUPS.map(({ title, keys }) => (
        <section key={title}>
          <h3>{keyText(title)}</h3>
          <dl>
            {keys.map(([boxes, text]) => (
              <div key={text}>
                <dt>
                  {boxes.map((key) => (
                    <kbd key={key} class="kbd" dir="ltr">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{keyText(text)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <button type="button" class="button button-primary" onClick={() => dialog.current?.close()}>
        {keyText('close')}
      </button>
    </dialog>
  );
}

export async function loadKeySheet(): Promise<typeof KeySheet> {
  await loadKeyWords();
  return KeySheet;
}
