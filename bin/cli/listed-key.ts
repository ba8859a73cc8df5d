import { AppError } from '../../queue/runtime/errors.ts';
import { type Approver, ApproverId, isSamePerson } from '../../rules/index.ts';

/** A list of approvers, and where it is. */
interface ApproverList {
  readonly approvers: readonly Approver[];
  readonly file: string;
}

/**
 * That whoever signs holds the key that is listed for them.
 * @throws AppError `usage.invalid` that says whose the key is
 */
export function requireListedKey({ id, publicKey }: Approver, { approvers, file }: ApproverList): void {
  const owner = approvers.find((known) => known.publicKey === publicKey);
  if (owner?.id === id) return;
  throw new AppError('usage.invalid', whyNotListed());

  function whyNotListed(): string {
    // Never to be listed a second time: one person would sign as two.
    if (owner !== undefined)
      return `expected after --key the key of "${id}", found that of "${owner.id}" (${file}); sign with --as "${owner.id}" if that is you, or name your own key`;
    const alike = approvers.find((known) => isSamePerson(known.id, id));
    if (alike !== undefined)
      return `expected after --key the key that ${file} lists for "${alike.id}", found another one; name that key, or, where it was replaced, put this line in the place of theirs\n  ${approverLine({ id: alike.id, publicKey })}`;
    return `expected the key of an approver, found none of "${id}" with this key; list it in ${file} as\n  ${approverLine({ id, publicKey })}`;
  }
}

/** @throws AppError `usage.invalid` where no list of approvers takes the id */
export function requireApproverId(id: string): void {
  if (ApproverId.safeParse(id).success) return;
  throw new AppError(
    'usage.invalid',
    `expected after --id a name of one line, with a letter or digit and at most 120 characters, such as "ana-silva", found ${JSON.stringify(id)}`,
  );
}

/** What YAML takes for a name as it stands. */
const PLAIN = /^(?!(?:null|true|false)$)\p{L}[\p{L}\p{M}\p{N} ._-]*$/iu;

/** The line of a list of approvers. */
export function approverLine({ id, publicKey }: Approver): string {
  return `- { id: ${PLAIN.test(id) ? id : JSON.stringify(id)}, publicKey: "${publicKey}" }`;
}
