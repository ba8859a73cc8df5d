import type { AlertFacts } from '../../queue/storage/index.ts';

/** What leaves the house: lane, language, link and times. Nothing of the post, its author or its address. */
export interface Notification {
  readonly version: 1;
  /** The same for every attempt at one step: a receiver that gets it twice can tell. */
  readonly id: string;
  readonly lane: 'protect';
  readonly language: string;
  readonly link: string;
  /** When the post was collected. */
  readonly since: string;
  readonly step: number;
}

export function notificationOf(facts: AlertFacts, deskUrl: string): Notification {
  return {
    version: 1,
    id: `${facts.alertId}-${facts.step}`,
    lane: 'protect',
    language: facts.language,
    link: new URL(`/items/${encodeURIComponent(facts.itemId)}`, deskUrl).href,
    since: facts.since.toISOString(),
    step: facts.step,
  };
}

/** The same as a plain message. */
export function mailText({ language, link, since, step }: Notification): { subject: string; text: string } {
  const again = step === 0 ? '' : `\nNobody has it in hand; this is message ${step + 1}.\n`;
  return {
    subject: `Vigie: a person may be at risk (language: ${language})`,
    text: `A post in the protection lane waits for somebody.\n\nLanguage: ${language}\nCollected: ${since}\n${again}\nOpen it: ${link}\n\nWhile somebody has the item nobody else is told.\nThe alert ends when the item is ended.\n`,
  };
}
