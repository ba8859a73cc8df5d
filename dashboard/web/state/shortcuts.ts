import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isSignedOut } from './api.ts';
import { recall, remember } from './remembered.ts';
import { shortcutName } from './shortcut-keys.ts';

type Handlers = Readonly<Record<string, () => void>>;

/** Reviewers who dictate, or whose hands slip, switch them off (WCAG 2.1.4). */
export const areShortcutsOn = signal(true);

const active: { current: Handlers }[] = [];

export function startShortcuts(): void {
  areShortcutsOn.value = recall('shortcuts') !== 'off';
  document.addEventListener('keydown', (event) => {
    if (!areShortcutsOn.value || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const name = shortcutName(event);
    // The page below the sign-in form is out of reach; the key sheet is the frame's.
    if (isSignedOut.value && name !== '?') return;
    if (isTyping(event.target) || (name === 'Enter' && isInteractive(event.target))) return;
    // The innermost component that knows the key has it.
    const handler = active.findLast(({ current }) => Object.hasOwn(current, name))?.current[name];
    if (handler === undefined) return;
    event.preventDefault();
    handler();
  });
}

export function chooseShortcuts(isOn: boolean): void {
  areShortcutsOn.value = isOn;
  remember('shortcuts', isOn ? 'on' : 'off');
}

/** Single keys that work while the component is shown. */
export function useShortcuts(handlers: Handlers): void {
  const entry = useRef(handlers);
  entry.current = handlers;
  // Before the paint: a key pressed as soon as the control is seen must not be lost.
  useLayoutEffect(() => {
    active.push(entry);
    return () => {
      active.splice(active.indexOf(entry), 1);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('textarea, select, input:not([type=radio], [type=checkbox])') !== null
  );
}

/** Where Enter already means something. */
function isInteractive(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input, [role=button]') !== null;
}
