import type { Accounts } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * The name of whoever a one-time link is for. The first administrator gives one; everybody else was given theirs.
 * @throws AppError `link.invalid`, `input.invalid`
 */
export async function nameFor(accounts: Accounts, token: string, given: string | undefined): Promise<string> {
  return (await personFor(accounts, token, given)).name;
}

/** The same with the account's id, where there is one before somebody joins. */
export async function personFor(
  accounts: Accounts,
  token: string,
  given: string | undefined,
): Promise<{ readonly name: string; readonly accountId: string | undefined }> {
  const { account } = await accounts.openLink(token);
  if (account !== null) return { name: account.name, accountId: account.id };
  if (given !== undefined) return { name: given, accountId: undefined };
  throw new AppError('input.invalid', 'Expected a name for the first administrator.', {
    faults: [{ path: 'name', message: 'expected a name' }],
  });
}
