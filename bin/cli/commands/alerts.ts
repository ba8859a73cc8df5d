import { AppError } from '../../../queue/runtime/errors.ts';
import {
  type AlertSettings,
  readAlertSettings,
  secretFaults,
  tell,
  testNotification,
} from '../../../workers/alerts/index.ts';
import { countriesWithoutContact, readReferrals } from '../../../workers/alerts/referrals.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { say } from '../terminal.ts';

/** Whether alerts.yml and referrals.yml are in order and every secret can be read. Nothing is sent. */
export async function checkAlerts(): Promise<number> {
  const { configDir } = configFrom({});
  const settings = await settingsOf(configDir);
  const faults = secretFaults(settings);
  if (faults.length > 0) throw new AppError('config.invalid', faults.join('; '));
  const missing = countriesWithoutContact(await readReferrals(configDir));
  say(
    `${settings.contacts.map(({ id }) => id).join(', then ')}; the next after ${settings.escalateAfterMinutes} minutes`,
  );
  for (const country of missing) say(`no real referral contact for ${country}, which is in scope`);
  return missing.length === 0 ? EXIT.done : EXIT.findings;
}

/** Sends every contact a message that says it is a test and names no item. */
export async function testAlerts(): Promise<number> {
  const settings = await settingsOf(configFrom({}).configDir);
  let failed = 0;
  for (const contact of settings.contacts) {
    try {
      const now = new Date();
      await tell(contact, testNotification(settings.deskUrl, now), now.getTime());
      say(`${contact.id}: sent`);
    } catch (error) {
      failed += 1;
      say(`${contact.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed === 0 ? EXIT.done : EXIT.findings;
}

async function settingsOf(configDir: string): Promise<AlertSettings> {
  const settings = await readAlertSettings(configDir);
  if (settings !== undefined) return settings;
  throw new AppError(
    'config.invalid',
    `expected ${configDir}/alerts.yml, found none; begin with alerts.example.yml beside it`,
  );
}
