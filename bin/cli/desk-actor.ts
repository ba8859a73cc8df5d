import { createAccounts } from '../../queue/accounts/index.ts';
import type { Actor } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { requirePerson, unknownPerson } from '../../queue/storage/index.ts';
import { operatorId } from './operator.ts';
import type { Records } from './records.ts';

/**
 * Who runs a command that people at the desk take, as the account that names this user of the host: with its roles.
 * @throws AppError `operator.unknown` where no account does
 */
export async function deskActor({ database, vault }: Records): Promise<Actor> {
  const id = await requirePerson(database.db, operatorId(), 'role');
  const accounts = createAccounts({ db: database.db, vault, clock: SYSTEM_CLOCK });
  try {
    const { roles, certificates } = await accounts.find({ id });
    return { id, roles, certificates };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'account.not-found') throw error;
    throw await unknownPerson(database.db, id, 'role');
  }
}
