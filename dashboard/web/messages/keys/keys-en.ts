/** Words of the sheet of keys. */
export const keysEn = {
  title: 'Keyboard',
  enabled: 'Single-key shortcuts are on',
  'enabled.hint': 'Switch them off if you dictate or if keys get in your way. Everything works without them.',
  close: 'Close',
  'group.anywhere': 'Anywhere',
  'group.queue': 'In a queue',
  'group.judge': 'While judging',
  'group.reveal': 'After the explanation',
  next: 'Take the next post',
  sheet: 'This sheet',
  claim: 'Claim the post',
  outcomes: 'Offer, not an offer, protection, unresolved',
  reasons: 'Choose a reason',
  submit: 'Record',
  keep: 'Keep my judgment',
  revise: 'Revise once',
  undo: 'Undo',
  elements: 'Choose an element of an offer',
  cite: 'Next part to cite',
  note: 'Write a note; Ctrl and Enter record',
};

export type KeysMessages = Readonly<Record<keyof typeof keysEn, string>>;
