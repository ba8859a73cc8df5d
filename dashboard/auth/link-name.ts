import type { Accounts } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * The name of whoever a one-time link is for. The first administrator gives one; everybody else was given theirs.
 * @throws AppError `link.invalid`, `input.invalid`
 */
export async function nameFor(accounts: Accounts, token: string, given: string | undefined): Promise<string> {
  const { account } = await accounts.openLink(token);
  if (account !== null) return account.name;
  if (given !== undefined) return given;
  throw new AppError('input.invalid', 'Expected a name for the first administrator.', {
    faults: [{ path: 'name', message: 'expected a name' }],
  });
}
