import type { Requirement } from './requirement.ts';

/** Protection (PRO), human decision (HUM), contests (CON), retention (RET), access (ACC) and reviewer care (WEL). */
export const REVIEW_DESK: readonly Requirement[] = [
  {
    id: 'PRO-01',
    says: 'An offer needs two reviewers and both elements: what is procured or enabled, and a benefit that the poster seeks.',
  },
  {
    id: 'PRO-02',
    says: 'No step leads from the protection lane, or from a post of somebody who seeks passage, to enforcement.',
  },
  {
    id: 'PRO-03',
    says: 'Distress is recognised before anything is scored, has no score, and is told to the rescue contact within 60 s.',
  },
  {
    id: 'PRO-04',
    says: 'Signs that a child is involved lead to protection, with tighter access, and never to enforcement.',
  },
  {
    id: 'PRO-05',
    says: 'Signs of trafficking lead to protection; the victim’s own post never leads to enforcement.',
  },
  {
    id: 'PRO-06',
    says: 'Press, aid, warnings and the like are no offers; overriding that needs two reviewers and oversight, with reasons.',
  },
  { id: 'PRO-07', says: 'A sign of a person at risk wins over any score; doubt resolves to protection.' },
  {
    id: 'PRO-08',
    says: 'A person at risk that is missed in the labelled cases fails the build; the other figures are published per language.',
  },
  {
    id: 'PRO-09',
    says: 'Nobody who works towards enforcement reads, lists, counts or exports the protection lane.',
  },
  {
    id: 'PRO-10',
    says: 'Any item can be handed to protection at any time, from any state; what was handed over of it is called back.',
  },
  { id: 'PRO-11', says: 'Clearing a post takes no more steps than flagging it.' },
  {
    id: 'HUM-01',
    says: 'No outcome, and nothing that follows from one, without a judgment by a person; the schema holds it too.',
  },
  {
    id: 'HUM-02',
    says: 'Before the first judgment only the content is seen: no score, rule, rank or order that leaks it.',
  },
  { id: 'HUM-03', says: 'After the explanation one change, with its reason; both judgments are kept.' },
  { id: 'HUM-04', says: 'Nothing is chosen beforehand; the order of the answers differs between sessions.' },
  {
    id: 'HUM-05',
    says: 'A judgment needs a reason; one on an offer its elements, a cited part and words. Nothing decides many at once.',
  },
  { id: 'HUM-06', says: 'An offer gets a blind second review by another person, drawn at random.' },
  { id: 'HUM-07', says: 'A disagreement goes to an adjudicator; dissent stays with the item.' },
  {
    id: 'HUM-08',
    says: 'A post is before somebody’s eyes for a least time before a judgment is taken; the time is recorded.',
  },
  {
    id: 'HUM-09',
    says: 'Control items that nobody can tell apart come at a set rate; practice with feedback.',
  },
  {
    id: 'HUM-10',
    says: 'Items are drawn at random and in turn, and nobody chooses what they review; nobody is kept on one language.',
  },
  {
    id: 'HUM-11',
    says: 'One control stops collecting and scoring into a safe state; going on takes two people.',
  },
  {
    id: 'HUM-12',
    says: 'Items go only to people with current trainings in their language, in rights and in bias.',
  },
  {
    id: 'HUM-13',
    says: 'Rubber-stamping is watched, and told to oversight.',
  },
  {
    id: 'CON-01',
    says: 'Anybody can contest an item by the post’s address, without an account.',
  },
  {
    id: 'CON-02',
    says: 'Somebody who took no part decides it, with reasons and by a date.',
  },
  { id: 'CON-03', says: 'What is upheld reaches everybody who was given the item.' },
  { id: 'CON-04', says: 'Erasing reaches records, queue, copies and backups.' },
  { id: 'CON-05', says: 'What is handed over holds dissent and protective signs.' },
  {
    id: 'RET-01',
    says: 'Every record has an end; "for ever" cannot be written down.',
  },
  {
    id: 'RET-02',
    says: 'Destroying a key makes a text unreadable in copies and backups too.',
  },
  {
    id: 'RET-03',
    says: 'What nobody decided ends after 30 days, never later than six months.',
  },
  {
    id: 'RET-04',
    says: 'A legal hold takes two people, a reason and an end; nothing in protection is held for enforcement.',
  },
  {
    id: 'RET-05',
    says: 'Of what is no offer personal data go within 72 hours; counts stay.',
  },
  {
    id: 'RET-06',
    says: 'Certificates of erasure hold counts and commitments, and no content.',
  },
  { id: 'RET-07', says: 'A clock that is set back keeps nothing longer.' },
  {
    id: 'ACC-01',
    says: 'Roles are apart; pairs that one person may not have are refused when granted and at every request.',
  },
  {
    id: 'ACC-02',
    says: 'Unmasking takes a purpose, a case, a justification and a second person, and ends after 15 minutes.',
  },
  {
    id: 'ACC-03',
    says: 'Who asks for an export and who approves it have not judged the item.',
  },
  {
    id: 'ACC-04',
    says: 'Exports are per case and recipient, of at most 25 items; nothing lists identities.',
  },
  {
    id: 'ACC-05',
    says: 'Oversight reads what is relevant, alters nothing, and cannot be switched off by administrators.',
  },
  {
    id: 'ACC-06',
    says: 'Sign-in that cannot be phished, no shared accounts, short sessions.',
  },
  { id: 'ACC-07', says: 'Who owns the database sees sealed texts only.' },
  {
    id: 'ACC-08',
    says: 'Breaking the glass is for danger to life, and oversight is told at once.',
  },
  { id: 'WEL-01', says: 'Media are hidden until asked for.' },
  {
    id: 'WEL-02',
    says: 'Caps on exposure that no manager can lift; nothing claims that blurring protects.',
  },
  {
    id: 'WEL-03',
    says: 'What is graphic is labelled before it is opened; text comes first.',
  },
  { id: 'WEL-04', says: 'Skipping is free; people are not ranked.' },
  { id: 'WEL-05', says: 'Help and "stop for today" on every page of the desk.' },
  {
    id: 'REP-01',
    says: 'A report keeps no address, agent, cookie or third party.',
  },
  {
    id: 'REP-02',
    says: 'The form works without JavaScript and over slow links.',
  },
  {
    id: 'REP-03',
    says: 'A receipt is shown once and only its slow hash kept; it opens a channel and shows no earlier report.',
  },
  {
    id: 'REP-04',
    says: 'No field asks who reports; a contact is sealed and never used by a program.',
  },
  {
    id: 'REP-05',
    says: 'Attachments are sealed; working copies are stripped and renamed.',
  },
  {
    id: 'REP-06',
    says: 'Of times only the day is kept with a report; of a contest and a call for help the log has the moment, without a word.',
  },
  {
    id: 'REP-07',
    says: 'A report is a lead: by itself it opens nothing, names nobody and raises no score.',
  },
  {
    id: 'REP-08',
    says: 'A report that names a private person without a public offer is closed or handed to protection.',
  },
  {
    id: 'REP-09',
    says: 'Emergency contacts come first; distress goes to the protection lane.',
  },
  {
    id: 'REP-10',
    says: 'Every language of the interface, right to left, screen readers, and plain words on what happens next.',
  },
  {
    id: 'REP-11',
    says: 'Who reports cannot be told from a case or an export.',
  },
  {
    id: 'REP-12',
    says: 'Reports are sealed to a key that is not on the server; abuse is kept off without tracking.',
  },
];
