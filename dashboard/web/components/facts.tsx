import type { ComponentChildren } from 'preact';

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
  /** Whether they stand in a card of their own. */
  readonly isCard?: boolean;
}

/** Names and values side by side. */
export function Facts({ facts, isCard = false }: FactsProps) {
  return (
    <dl class={isCard ? 'facts card' : 'facts'}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A hash, an id or a position: figures and letters without a direction of their own. */
export function Code({ children }: { children: ComponentChildren }) {
  return (
    <span class="mono digest" dir="ltr">
      {children}
    </span>
  );
}
