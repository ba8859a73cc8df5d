import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../state/locale.ts';

interface SureButtonProps {
  /** What the button says. */
  label: string;
  /** What it says once it was pressed, beside "Cancel". */
  sure: string;
  isBusy: boolean;
  /** The id of what it is about, where there are several of one name. */
  describedBy?: string;
  onSure: () => void;
}

/**
 * A button for what cannot be taken back: it asks once more. The focus goes to what changes nothing, so that a key held too
 * long does not answer.
 */
export function SureButton({ label, sure, isBusy, describedBy, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone.
    if (isPressed.current) first.current?.focus();
  }, [isAsking]);
  const ask = (isOn: boolean) => {
    isPressed.current = true;
    setAsking(isOn);
  };
  if (!isAsking)
    return (
      <button
        key="ask"
        ref={first}
        type="button"
        class="button"
        aria-describedby={describedBy}
        onClick={() => ask(true)}
      >
        {label}
      </button>
    );
  return (
    <>
      <button type="button" class="button" disabled={isBusy} aria-describedby={describedBy} onClick={onSure}>
        {sure}
      </button>
      <button key="cancel" ref={first} type="button" class="button" onClick={() => ask(false)}>
        {t('step.cancel')}
      </button>
    </>
  );
}
