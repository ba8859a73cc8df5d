/** Words of the page that counts posts and items. */
export const statusEn = {
  title: 'Status',
  lead: 'Counts from the beginning, also after texts are gone.',
  posts: 'Posts',
  'posts.total': 'Collected',
  'posts.staged': 'Not yet scored',
  'posts.none': 'No offer found; text erased within 24 hours, but for a drawn sample (7 days at most)',
  'posts.review': 'To the review queue',
  'posts.protect': 'To the protection lane',
  'posts.dead': 'Could not be processed',
  'posts.sum': 'The parts add up to the posts collected.',
  'posts.sum.broken': 'The parts do not add up to the posts collected. Run “vigie reconcile”.',
  items: 'Items in the queue',
  'items.open': 'Open',
  'items.decided': 'Decided',
  log: 'Transparency log',
  'log.size': 'Entries',
  'log.root': 'Root',
  'log.empty': 'The log is empty.',
  'log.verify': 'Compare with “vigie log verify”.',
};

export type StatusMessages = Readonly<Record<keyof typeof statusEn, string>>;
