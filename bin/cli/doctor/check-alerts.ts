import type { Config } from '../../../queue/runtime/config.ts';
import { countAlerts, UNANSWERED_MINUTES } from '../../../queue/storage/index.ts';
import { type AlertSettings, readAlertSettings, secretFaults } from '../../../workers/alerts/index.ts';
import { countriesWithoutContact, readReferrals } from '../../../workers/alerts/referrals.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** Whether somebody is told of people at risk, and can be referred to. */
export async function checkAlerting(config: Config): Promise<Finding[]> {
  const settings = await readAlertSettings(config.configDir);
  const missing = countriesWithoutContact(await readReferrals(config.configDir));
  return [
    ...contactFindings(settings),
    ...missing.map((country) =>
      fail('referrals', `no real contact for ${country}, which is in scope`, 'see config/referrals.yml'),
    ),
  ];
}

function contactFindings(settings: AlertSettings | undefined): Finding[] {
  if (settings === undefined)
    return [
      warn(
        'alerts',
        'nobody is told of people at risk',
        'copy config/alerts.example.yml to alerts.yml, then: vigie alerts test',
      ),
    ];
  const faults = secretFaults(settings);
  if (faults.length > 0)
    return faults.map((fault) =>
      fail(
        'alerts',
        fault,
        'give the file to the user that runs worker and scheduler, then: vigie alerts test; in containers see docs/operating.md, "Alerts"',
      ),
    );
  return [ok('alerts', `go to ${settings.contacts.map(({ id }) => id).join(', then ')}`)];
}

/** Whether somebody takes what contacts are told of. */
export async function checkAnswers(opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const { open, unanswered } = await countAlerts(records.database.db, new Date());
  if (unanswered === 0) return [ok('alerts', `${open} open, each new or in somebody's hands`)];
  return [
    warn(
      'alerts',
      `${unanswered} of ${open} people at risk wait whom nobody has had in hand for ${UNANSWERED_MINUTES} minutes`,
      'have protection open its lane; see with "vigie alerts test" whether the contacts are reached',
    ),
  ];
}
