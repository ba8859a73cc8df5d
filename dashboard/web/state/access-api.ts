import type { Account, Certificate, ProviderIdentity, Role } from '../../../queue/contracts/index.ts';
import type {
  InviteView,
  Joined,
  JoinView,
  OwnAccount,
  PeopleView,
  ProviderView,
  SignInOptions,
  TotpView,
} from '../../wire.ts';
import { request } from './api.ts';

/** What the pages of signing in, joining and people ask for. */
export const accessApi = {
  options: () => request<SignInOptions>('GET', '/api/sign-in'),
  signIn: (given: { name: string; password: string; code: string }) =>
    request<null>('POST', '/api/sign-in/password', given),
  signInToDemo: (id: string) => request<null>('POST', '/api/sign-in/demo', { id }),
  beginAtProvider: () => request<ProviderView>('POST', '/api/sign-in/provider', {}),
  finishAtProvider: (query: string) => request<null>('POST', '/api/sign-in/provider/return', { query }),
  openLink: (token: string) => request<{ account: JoinView }>('POST', '/api/join/open', { token }),
  beginPassword: (link: LinkUse) => request<TotpView>('POST', '/api/join/begin', link),
  joinWithPassword: (given: LinkUse & { enrolment: string; password: string; code: string }) =>
    request<Joined>('POST', '/api/join/password', given),
  people: () => request<PeopleView>('GET', '/api/people'),
  invite: (name: string, roles: readonly Role[]) =>
    request<InviteView>('POST', '/api/people/invite', { name, roles }),
  inviteAtProvider: (name: string, roles: readonly Role[], identity: ProviderIdentity) =>
    request<Account>('POST', '/api/people/invite-at-provider', { name, roles, identity }),
  tie: (id: string, identity: ProviderIdentity) =>
    request<Account>('POST', `${person(id)}/tie`, { identity }),
  stateAuthor: (id: string, author: string | null) =>
    request<Account>('POST', `${person(id)}/author`, { author }),
  nameHostUser: (id: string, osUser: string | null) =>
    request<Account>('POST', `${person(id)}/host-user`, { osUser }),
  inviteAgain: (id: string) => request<InviteView>('POST', `${person(id)}/invite`, {}),
  changeRole: (id: string, change: 'grant' | 'revoke', role: Role) =>
    request<Account>('POST', `${person(id)}/${change}`, { role }),
  certify: (id: string, certificate: Certificate) =>
    request<Account>('POST', `${person(id)}/certify`, certificate),
  setState: (id: string, change: 'disable' | 'enable') =>
    request<Account>('POST', `${person(id)}/${change}`, {}),
  own: () => request<OwnAccount>('GET', '/api/account'),
  changePassword: (password: string) => request<null>('POST', '/api/account/password', { password }),
  removePassword: () => request<null>('POST', '/api/account/password/remove', {}),
  beginAuthenticator: () => request<TotpView>('POST', '/api/account/authenticator/begin', {}),
  setAuthenticator: (given: { enrolment: string; code: string; password?: string }) =>
    request<Joined>('POST', '/api/account/authenticator', given),
  removePasskey: (id: string) => request<null>('POST', '/api/account/passkey/remove', { id }),
  endSession: (id: string) => request<null>('POST', '/api/account/sessions/end', { id }),
  endOtherSessions: () => request<null>('POST', '/api/account/sessions/end-others', {}),
  resign: () => request<null>('POST', '/api/me/resign', {}),
};

/** A link's token, and the name of whoever is the first. */
export interface LinkUse {
  readonly token: string;
  readonly name?: string;
}

function person(id: string): string {
  return `/api/people/${encodeURIComponent(id)}`;
}
