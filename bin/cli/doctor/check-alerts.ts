import type { Config } from '../../../queue/runtime/config.ts';
import { readAlertSettings } from '../../../workers/alerts/index.ts';
import { countriesWithoutContact, readReferrals } from '../../../workers/alerts/referrals.ts';
import { type Finding, fail, ok, warn } from './check.ts';

/** Whether somebody is told of people at risk, and can be referred to. */
export async function checkAlerting(config: Config): Promise<Finding[]> {
  const settings = await readAlertSettings(config.configDir);
  const missing = countriesWithoutContact(await readReferrals(config.configDir));
  return [
    settings === undefined
      ? warn(
          'alerts',
          'nobody is told of people at risk',
          'copy config/alerts.example.yml to alerts.yml, then: vigie alerts test',
        )
      : ok('alerts', `go to ${settings.contacts.map(({ id }) => id).join(', then ')}`),
    ...missing.map((country) =>
      fail('referrals', `no real contact for ${country}, which is in scope`, 'see config/referrals.yml'),
    ),
  ];
}
