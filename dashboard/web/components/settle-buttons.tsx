const SETTLING_WORDS = ['approve', 'refuse'] as const;
export type SettlingWord = (typeof SETTLING_WORDS)[number];

interface SettleButtonsProps {
  /** Id of the heading that names what is settled. */
  readonly of: string;
  readonly isBusy: boolean;
  readonly label: (word: SettlingWord) => string;
  readonly onSettle: (word: SettlingWord) => void;
}

/** What a second person says to a request of the first. */
export function SettleButtons({ of, isBusy, label, onSettle }: SettleButtonsProps) {
  return (
    <div class="actions">
      {SETTLING_WORDS.map((word) => (
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
