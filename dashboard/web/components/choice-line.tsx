import type { ComponentChildren } from 'preact';

/** One of several short answers, or one of several that hold together, on a line of its own. */
export function ChoiceLine(props: {
  type: 'radio' | 'checkbox';
  name: string;
  value?: string;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  text: ComponentChildren;
  /** Behind the text: the key that chooses it. */
  children?: ComponentChildren;
}) {
  const { type, name, value, isChosen, onChoose, text, children } = props;
  return (
    <label class="choice choice-compact">
      <input
        type={type}
        name={name}
        value={value}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <span class="choice-text">{text}</span>
      {children}
    </label>
  );
}
