import { areShortcutsOn } from '../state/shortcuts.ts';

/** The key of a control, printed on it while single keys are on. Not read out: the control's name says what it does. */
export function Kbd({ name }: { name: string }) {
  if (!areShortcutsOn.value) return null;
  return (
    <span class="kbd" aria-hidden="true">
      {name}
    </span>
  );
}
