import { createAccounts } from '../../queue/accounts/index.ts';
import type { Actor } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { requirePerson } from '../../queue/storage/index.ts';
import { operatorId } from './operator.ts';
import type { Records } from './records.ts';

/**
 * Who runs a command that people at the desk take, as the account that names this user of the host: with its roles.
 * @throws AppError `operator.unknown` where no account does
 */
export async function deskActor({ database, vault }: Records): Promise<Actor> {
  const id = await requirePerson(database.db, operatorId());
  const accounts = createAccounts({ db: database.db, vault, clock: SYSTEM_CLOCK });
  try {
    const { roles, certificates } = await accounts.find({ id });
    return { id, roles, certificates };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'account.not-found') throw error;
    throw new AppError(
      'operator.unknown',
      `expected a user of this host whom an account names, found "${id}": this is done by people with a role. ` +
        'An administrator names the user on the page "People", or with: vigie users host-user NAME USER',
      { user: id },
    );
  }
}
