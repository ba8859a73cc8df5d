import { type Actor, RuleAuthor } from '../contracts/account.ts';
import { Certificate } from '../contracts/certificate.ts';
import { may } from '../contracts/permission.ts';
import {
  deleteRole,
  insertRole,
  putCertificate,
  putRuleAuthor,
  setAccountState,
  setOsUser,
} from '../storage/accounts.ts';
import { wasJoined } from '../storage/credentials.ts';
import { deleteSessionsOf } from '../storage/sessions.ts';
import { accountChanges, type Change } from './account-changes.ts';
import { tieIdentity } from './identities.ts';
import { makeLink } from './links.ts';
import { requireAccount } from './lookups.ts';
import { type AccountParts, logAccount } from './parts.ts';
import type { Accounts } from './port.ts';
import {
  hostUserTaken,
  notAllowed,
  refuseChange,
  refuseDisable,
  refuseGrant,
  refuseRevoke,
} from './refusals.ts';

type People = Pick<
  Accounts,
  | 'invite'
  | 'inviteAtProvider'
  | 'tieToProvider'
  | 'nameHostUser'
  | 'inviteAgain'
  | 'grant'
  | 'revoke'
  | 'certify'
  | 'stateAuthor'
  | 'disable'
  | 'enable'
  | 'resign'
>;

/** Who may do what: every change in one transaction with its entry, every refused one with an entry of its own. */
export function createPeople({ db, clock }: AccountParts): People {
  const { change, create } = accountChanges({ db, clock });

  return {
    invite(by, name, roles) {
      return create(by, name, roles, async (tx, id, at) => {
        const link = await makeLink(tx, id, by.id, at);
        return { ...link, account: await requireAccount(tx, id) };
      });
    },

    inviteAtProvider(by, name, roles, identity) {
      return create(by, name, roles, async (tx, id, at) => {
        await tieIdentity(tx, id, identity, by.id, at);
        return requireAccount(tx, id);
      });
    },

    tieToProvider(by, id, identity) {
      return change(
        by,
        id,
        'tie-to-provider',
        // As with a link: whoever says who oversight is at the provider could sign in as oversight.
        (_tx, account) => refuseChange(by, account, 'host'),
        async ({ tx, at }) => {
          await tieIdentity(tx, id, identity, by.id, at);
          // Whoever it was said to be before may be signed in as this account.
          await deleteSessionsOf(tx, id, 'provider');
        },
      );
    },

    async inviteAgain(by, id) {
      let link: Awaited<ReturnType<typeof makeLink>> | undefined;
      // Whoever can make oversight's link could sign in as oversight; only the host can.
      await change(
        by,
        id,
        'invite-again',
        (_tx, account) => refuseChange(by, account, 'host'),
        async ({ tx, at }) => {
          link = await makeLink(tx, id, by.id, at);
        },
      );
      if (link === undefined) throw new Error('expected a link to be made');
      return link;
    },

    nameHostUser(by, id, osUser) {
      return change(
        by,
        id,
        'name-host-user',
        (_tx, account) => refuseChange(by, account, 'host'),
        async ({ tx, account, at }) => {
          if (account.osUser === osUser) return;
          if (!(await setOsUser(tx, id, osUser))) throw hostUserTaken(osUser);
          // Not the name: it says who somebody is. A later look at the account shows it.
          await logAccount(tx, 'account.host-user-named', by.id, id, at, { isNamed: osUser !== null });
        },
      );
    },

    grant(by, id, role) {
      return change(
        by,
        id,
        'grant',
        (_tx, account) => refuseGrant(by, account, role),
        async ({ tx, account, at }) => {
          if (account.roles.includes(role)) return;
          await insertRole(tx, id, role, by.id, at);
          await logAccount(tx, 'account.role-granted', by.id, id, at, { role });
        },
      );
    },

    revoke(by, id, role) {
      return change(
        by,
        id,
        'revoke',
        async (tx, account) => refuseChange(by, account) ?? (await refuseRevoke(tx, account, role)),
        async ({ tx, account, at }) => {
          if (!account.roles.includes(role)) return;
          await deleteRole(tx, id, role);
          await logAccount(tx, 'account.role-revoked', by.id, id, at, { role });
        },
      );
    },

    certify(by, id, input) {
      const certificate = Certificate.parse(input);
      return change(
        by,
        id,
        'certify',
        () => (may(by.roles, 'accounts.change', 'account') ? null : { reason: 'role', error: notAllowed() }),
        async ({ tx, at }) => {
          await putCertificate(tx, id, certificate, by.id);
          await logAccount(tx, 'account.certified', by.id, id, at, { ...certificate });
        },
      );
    },

    stateAuthor(by, id, input) {
      const author = RuleAuthor.nullable().parse(input);
      return change(
        by,
        id,
        'state-author',
        (_tx, account) => refuseChange(by, account),
        async ({ tx, at }) => {
          await putRuleAuthor(tx, id, author);
          // The name itself would tell who stands behind the account's id.
          await logAccount(tx, 'account.author-stated', by.id, id, at, { isAuthor: author !== null });
        },
      );
    },

    disable(by, id) {
      return change(
        by,
        id,
        'disable',
        async (tx, account) => refuseChange(by, account) ?? (await refuseDisable(tx, account)),
        (step) => end(step),
      );
    },

    enable(by, id) {
      return change(
        by,
        id,
        'enable',
        (_tx, account) => refuseChange(by, account),
        async ({ tx, account, at }) => {
          if (account.state !== 'disabled') return;
          // Whom nobody joined with is invited still: as active it would count as somebody who can sign in.
          await setAccountState(tx, id, (await wasJoined(tx, id)) ? 'active' : 'invited');
          await logAccount(tx, 'account.enabled', by.id, id, at);
        },
      );
    },

    async resign(actor: Actor) {
      await change(
        { id: actor.id, roles: actor.roles },
        actor.id,
        'resign',
        (tx, account) => refuseDisable(tx, account),
        (step) => end(step),
      );
    },
  };
}

/** Ends an account's work at once: its sessions go with it. Its entries stay what they are. */
async function end({ tx, account, by, at }: Change): Promise<void> {
  if (account.state === 'disabled') return;
  await setAccountState(tx, account.id, 'disabled');
  await deleteSessionsOf(tx, account.id);
  await logAccount(tx, 'account.disabled', by, account.id, at);
}
