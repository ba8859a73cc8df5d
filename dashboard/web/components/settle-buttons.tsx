import type { SettlingStep } from '../state/api.ts';

const STEPS: readonly SettlingStep[] = ['approve', 'refuse'];

interface SettleButtonsProps {
  /** Id of the heading that names what is settled. */
  readonly of: string;
  readonly isBusy: boolean;
  readonly label: (word: SettlingStep) => string;
  readonly onSettle: (word: SettlingStep) => void;
}

/** What a second person says to a request of the first. */
export function SettleButtons({ of, isBusy, label, onSettle }: SettleButtonsProps) {
  return (
    <div class="actions">
      {STEPS.map((word) => (
        <button
          key={word}
          type="button"
          class="button"
          disabled={isBusy}
          aria-describedby={of}
          onClick={() => onSettle(word)}
        >
          {label(word)}
        </button>
      ))}
    </div>
  );
}
