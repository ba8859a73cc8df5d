import type { ComponentChildren } from 'preact';

/** A step in a card of its own. */
export function StepCard(props: { id: string; title: string; children: ComponentChildren }) {
  const { id, title, children } = props;
  return (
    <section class="card case-item notice-step" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}
