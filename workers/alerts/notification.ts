import { randomUUID } from 'node:crypto';
import type { AlertFacts } from '../../queue/storage/index.ts';

/** What leaves the house: lane, language, link and times. Nothing of the post, its author or its address. */
export interface Notification {
  readonly version: 1;
  /** The same for every attempt at one step, and of no other step ever: a receiver that gets it twice can tell. */
  readonly id: string;
  /** Only of a message that somebody tries the contacts with: there is no post, and nobody at risk. */
  readonly test?: true;
  readonly lane: 'protect';
  readonly language: string;
  readonly link: string;
  /** When the post was collected. */
  readonly since: string;
  readonly step: number;
}

/**
 * The message of one step. Its id is made of the item and of when the contact's turn began, not of the alert's number: numbers are
 * given again after a restore, and a receiver drops what it takes for known.
 */
export function notificationOf(facts: AlertFacts, deskUrl: string): Notification {
  return {
    version: 1,
    id: `${facts.itemId}-${facts.stepAt.getTime()}-${facts.step}`,
    lane: 'protect',
    language: facts.language,
    link: new URL(`/items/${encodeURIComponent(facts.itemId)}`, deskUrl).href,
    since: facts.since.toISOString(),
    step: facts.step,
  };
}

/** A message about no post, which says so; each has an id of its own, or a second test would look lost. */
export function testNotification(deskUrl: string, now: Date): Notification {
  return {
    version: 1,
    id: `test-${randomUUID()}`,
    test: true,
    lane: 'protect',
    language: 'und',
    link: new URL(deskUrl).href,
    since: now.toISOString(),
    step: 0,
  };
}

/** The same as a plain message. */
export function mailText({ test, language, link, since, step }: Notification): {
  subject: string;
  text: string;
} {
  if (test === true) {
    return {
      subject: 'Test of Vigie: nobody is at risk',
      text: `Test: this message is about no post and no person.\nIt came from "vigie alerts test".\n\nSent: ${since}\nThe desk: ${link}\n\nThere is nothing to do.\n`,
    };
  }
  const again = step === 0 ? '' : `\nNobody has it in hand; this is message ${step + 1}.\n`;
  return {
    subject: `Vigie: a person may be at risk (language: ${language})`,
    text: `A post in the protection lane waits for somebody.\n\nLanguage: ${language}\nCollected: ${since}\n${again}\nOpen it: ${link}\n\nWhile somebody has the item nobody else is told.\nThe alert ends when the item is ended.\n`,
  };
}
