/** What keeps a record from being a release. */
export interface ReleaseProblem {
  readonly code:
    | 'rules.release-differs'
    | 'rules.record-differs'
    | 'rules.follows-itself'
    | 'rules.unproven-return'
    | 'rules.unknown-approver'
    | 'rules.bad-signature'
    | 'rules.author-signed'
    | 'rules.too-few-signatures'
    | 'rules.treats-worse';
  readonly message: string;
}
