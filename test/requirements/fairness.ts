import type { Requirement } from './requirement.ts';

/** On fairness (FAI). */
export const FAIRNESS: readonly Requirement[] = [
  {
    id: 'FAI-01',
    says: 'Per language, script and route: flag rate, precision after second review, false flags, overturned judgments and people at risk among what was flagged, each with n and a 95 % interval. Erasing texts changes no figure.',
  },
  {
    id: 'FAI-02',
    says: 'A random sample of posts that nothing flagged is judged unmarked, gives an estimate of missed offers with its interval, is of use for nothing else, and is gone within seven days.',
  },
  {
    id: 'FAI-03',
    says: 'Where the interval of a gap leaves the tolerance, the rule is put on hold and people look at it. There is no blanket pass mark.',
  },
  {
    id: 'FAI-04',
    says: 'Groups describe what a post is about: its language, its script, the route it names; never a person.',
  },
  {
    id: 'FAI-05',
    says: 'Another name, nationality or people in a post leaves score and lane as they are.',
  },
  {
    id: 'FAI-06',
    says: 'The same offer, translated by professionals, scores within a tolerance in every language.',
    waitsFor:
      'professional translators: six offers and four other texts are there in all 45 languages and romanised forms, held to the same lane and to ten points from the median (`test/unit/rules/parallel-texts.test.ts`), but all 440 translations are ours and need native review',
  },
  {
    id: 'FAI-07',
    says: 'A release says per language what it changes, and is refused where it flags more people at risk or where shares of false flags lie further apart.',
  },
  {
    id: 'FAI-08',
    says: 'Bias is measured without special categories of data: nothing of a person is kept for it, so nothing has to be shared or deleted.',
  },
  {
    id: 'FAI-09',
    says: 'Figures stand both taken together and within sources, so that the mix of sources is not taken for a gap.',
  },
];
