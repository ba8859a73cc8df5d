import type { SeedContest } from './seeded-desk.ts';

/** Fictional contests: about a post of the review lane, about another, and about none that is kept. */
export const DEMO_CONTESTS: readonly SeedContest[] = [
  {
    id: '11111111-1111-4111-8111-111111111111',
    itemId: 'seeker-fr',
    address: 'https://board.example/topic/7',
    statement: 'I asked how to join my family. I offer nothing to anybody.\nPlease look \u202E again.',
    receivedOn: '2026-10-20',
  },
  {
    id: '22222222-2222-4222-8222-222222222222',
    itemId: 'offer-en',
    address: 'https://board.example/topic/8',
    statement: 'كانت رحلة جوقة غنائية، ولا عرض فيها.',
    receivedOn: '2026-11-10',
  },
  {
    id: '33333333-3333-4333-8333-333333333333',
    itemId: null,
    address: 'https://board.example/topic/9?page=2#top',
    statement: 'That was never mine.',
    receivedOn: '2026-11-20',
  },
];
