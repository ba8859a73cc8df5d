import { messageOf } from '../../queue/runtime/errors.ts';
import type { AlertSettings } from './config.ts';
import { readSecret } from './read-secret.ts';

/** Why contacts cannot be told, one line for each: a file of settings may be in order while no secret that it names can be read. */
export function secretFaults({ contacts }: Pick<AlertSettings, 'contacts'>): readonly string[] {
  return contacts.flatMap(({ id, mail, webhook }) => {
    const path = mail?.passwordFile ?? webhook?.secretFile;
    if (path === undefined) return [];
    try {
      readSecret(path);
      return [];
    } catch (error) {
      return [`${id} cannot be told: ${messageOf(error)}`];
    }
  });
}
