import {
  NOTICE_KINDS,
  NoticeContent,
  type NoticeDraft,
  type NoticeRegister,
  platformOf,
} from '../contracts/index.ts';
import type { NoticePreparation } from './port.ts';

/** What is known of what a notice would be about. */
export interface DraftFacts {
  readonly legalReference: string;
  /** What keeps the item from leaving at all; empty for an offer with a complete capture that the actor did not judge. */
  readonly itemFaults: readonly string[];
  readonly isContested: boolean;
  readonly isRecalled: boolean;
  /** Addresses of the item's posts, as they were collected. */
  readonly addresses: readonly string[];
  /** Parts of the post that its judges cited, names covered. */
  readonly excerpts: readonly string[];
  /** The event by which its capture came into our hands; `position` in the log is `null` while it has none. */
  readonly evidence: {
    readonly recordedAt: string;
    readonly sha256: string;
    readonly position: number | null;
  } | null;
}

/** What keeps an item from being told of to any platform, whatever the notice says. */
export function factFaults(facts: DraftFacts): string[] {
  const { itemFaults, isContested, isRecalled, addresses, excerpts, evidence } = facts;
  return [
    ...itemFaults,
    ...(isContested ? ['expected an item that nobody contests, found one with an open contest'] : []),
    ...(isRecalled ? ['expected an item that stands, found one that was called back'] : []),
    ...(addresses.length === 0 ? ['expected a post with an address, found none that is known'] : []),
    ...(excerpts.length === 0 ? ['expected parts of the post that its judges cited, found none'] : []),
    ...(evidence !== null && evidence.position === null
      ? ['expected sealed evidence, found a capture that has no place in the log yet: wait a minute (PRE-05)']
      : []),
  ];
}

/**
 * Puts a notice together out of what somebody drafted, what is on record of the item, and who the authority is.
 * @returns the notice, or everything that stands in its way
 */
export function composeNotice(
  draft: NoticeDraft,
  facts: DraftFacts,
  register: NoticeRegister,
): { readonly content: NoticeContent } | { readonly faults: readonly string[] } {
  const { kind, language, urls, grounds } = draft;
  const provision = register.provisions.find(({ id }) => id === draft.provision);
  const hosts = [...new Set(urls.map((url) => new URL(url).hostname))];
  const platforms = [...new Set(hosts.map((host) => platformOf(register, host)))];
  const [platform] = platforms;
  const { evidence } = facts;
  const faults = [
    ...factFaults(facts),
    ...urls
      .filter((url) => !facts.addresses.includes(url))
      .map(
        (url) => `expected the address of a post of this item, found ${url}: a notice is about posts only`,
      ),
    ...hosts
      .filter((host) => platformOf(register, host) === undefined)
      .map((host) => `expected a platform of config/notices.yml that answers for ${host}, found none`),
    ...(platforms.length > 1
      ? ['expected addresses on one platform, found several: draft one for each']
      : []),
    ...(provision === undefined
      ? [
          `expected a provision of config/notices.yml (${register.provisions.map(({ id }) => id).join(', ')}), found "${draft.provision}"`,
        ]
      : []),
    ...(kind === 'flagger' && register.flagger === undefined
      ? [
          'expected the status of trusted flagger in config/notices.yml, found none: draft a notice (article 16)',
        ]
      : []),
    ...(kind === 'order' && register.order === undefined
      ? ['expected the power to issue orders in config/notices.yml, found none: draft a notice (article 16)']
      : []),
  ];
  if (faults.length > 0 || !platform || !provision || !evidence || evidence.position === null)
    return { faults: faults.length > 0 ? faults : ['expected sealed evidence, found none (PRE-05)'] };
  const common = {
    version: 1 as const,
    language,
    urls,
    provision: provision[language],
    grounds,
    excerpts: facts.excerpts,
    authority: register.authority,
    platform: { name: platform.name, email: platform.email ?? null, form: platform.form ?? null },
    legalReference: facts.legalReference,
    evidence,
  };
  return { content: NoticeContent.parse({ ...common, ...partsOf(draft, register) }) };
}

/** What somebody drafts from. Of what is not to be told of, nothing is shown. */
export function preparationOf(
  itemId: string,
  facts: DraftFacts,
  register: NoticeRegister,
): NoticePreparation {
  const isOpen = facts.itemFaults.length === 0;
  const { provisions, flagger, order } = register;
  return {
    itemId,
    addresses: (isOpen ? facts.addresses : []).map((url) => ({
      url,
      platform: platformOf(register, new URL(url).hostname)?.name ?? null,
    })),
    excerpts: isOpen ? facts.excerpts : [],
    provisions,
    kinds: NOTICE_KINDS.filter(
      (kind) => kind === 'notice' || (kind === 'flagger' ? flagger !== undefined : order !== undefined),
    ),
    faults: factFaults(facts),
  };
}

/** What only this kind has. */
function partsOf(draft: NoticeDraft, { flagger, order }: NoticeRegister): object {
  const { kind, language } = draft;
  if (kind === 'notice') return { kind };
  if (kind === 'flagger') return { kind, designation: flagger };
  return {
    kind,
    decision: draft.decision,
    issuedBy: order?.issuedBy,
    legalBasis: order?.legalBasis[language],
    redress: order?.redress[language],
    territory: order?.territory[language],
  };
}
