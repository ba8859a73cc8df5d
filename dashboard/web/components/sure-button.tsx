import { useState } from 'preact/hooks';
import { t } from '../state/locale.ts';

interface SureButtonProps {
  /** What the button says. */
  label: string;
  /** What it says once it was pressed, beside "Cancel". */
  sure: string;
  isBusy: boolean;
  onSure: () => void;
}

/** A button for what cannot be taken back: it asks once more. */
export function SureButton({ label, sure, isBusy, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <button type="button" class="button" onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  return (
    <>
      <button type="button" class="button" disabled={isBusy} onClick={onSure}>
        {sure}
      </button>
      <button type="button" class="button" onClick={() => setAsking(false)}>
        {t('step.cancel')}
      </button>
    </>
  );
}
