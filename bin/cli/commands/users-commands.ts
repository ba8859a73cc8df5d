import type { Command } from 'commander';

/** Declares `users`: who may sign in and what they may do. */
export function addUsersCommands(program: Command, setExit: (code: number) => void): void {
  const users = program.command('users').description('who may sign in, and what they may do');
  const shared = (command: Command) =>
    command
      .option('--data <dir>', 'data directory of the embedded default')
      .option('--json', 'machine-readable output');
  const code = () => import('./users.ts');

  shared(
    users
      .command('invite <name>')
      .description(
        'make an account and print the link with which its person joins, once and within 15 minutes',
      )
      .option('--role <role...>', 'what the person may do')
      .option('--again', 'a new link for an account that exists; what they signed in with before ends')
      .option(
        '--url <address>',
        'where the person reaches the dashboard (default: VIGIE_ORIGIN, or VIGIE_PORT of this host)',
      ),
  ).action(async (name, options) => setExit(await (await code()).inviteUser(name, options)));

  shared(users.command('grant <name> <role>').description('give a role')).action(
    async (name, role, options) => setExit(await (await code()).grantRole(name, role, options)),
  );
  shared(users.command('revoke <name> <role>').description('take a role away')).action(
    async (name, role, options) => setExit(await (await code()).revokeRole(name, role, options)),
  );
  shared(users.command('disable <name>').description('end an account and its sessions at once')).action(
    async (name, options) => setExit(await (await code()).disableUser(name, options)),
  );
  shared(users.command('enable <name>').description('let a disabled account sign in again')).action(
    async (name, options) => setExit(await (await code()).enableUser(name, options)),
  );
  shared(
    users
      .command('host-user <name> [user]')
      .description(
        'say which user of this host an account is, so that one person is never both of two; without a user: none',
      ),
  ).action(async (name, user, options) => setExit(await (await code()).nameHostUser(name, user, options)));
  shared(
    users
      .command('tie <name>')
      .description(
        'say who an account is at the identity provider of VIGIE_OIDC_ISSUER, also one that oversees; what was said before counts no more',
      )
      .option('--email <address>', 'their address there, which counts for 14 days, until their first sign-in')
      .option('--subject <id>', 'the subject that the provider gives them'),
  ).action(async (name, options) => setExit(await (await code()).tieUser(name, options)));
  shared(
    users
      .command('author <name> [author]')
      .description(
        'state under which author’s name somebody writes rules; they never judge second what one brought',
      ),
  ).action(async (name, author, options) => setExit(await (await code()).stateAuthor(name, author, options)));
  shared(users.command('list').description('every account with its roles and trainings')).action(
    async (options) => setExit(await (await code()).listUsers(options)),
  );
}
