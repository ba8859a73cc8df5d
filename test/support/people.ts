import { ANY_LANGUAGE, type Certificate } from '../../queue/contracts/certificate.ts';
import type { Actor, Role } from '../../queue/contracts/index.ts';

const LONG = '2099-12-31';
const LANGUAGES = ['en', 'ar', 'fa', 'fr', 'es', 'am', 'ur', 'hi', 'bn', 'vi', 'zh', 'ru', 'tr'];

/** Current trainings in rights and bias, and in these languages. */
export function trainings(languages: readonly string[] = LANGUAGES, validUntil = LONG): Certificate[] {
  return [
    { training: 'rights', language: ANY_LANGUAGE, validUntil },
    { training: 'bias', language: ANY_LANGUAGE, validUntil },
    ...languages.map((language) => ({ training: 'language' as const, language, validUntil })),
  ];
}

/** Somebody at the desk, trained for every language of the tests. */
export function actorOf(id: string, roles: readonly Role[]): Actor {
  return { id, roles, certificates: trainings() };
}

/**
 * Somebody who works in both lanes. No account may: for tests of the steps themselves, which are the same in both; who
 * may take them is tested by itself.
 */
export function inBothLanes(id: string): Actor {
  return actorOf(id, ['reviewer', 'protection']);
}
