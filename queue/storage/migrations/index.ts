import type { Migration } from 'kysely';
import * as mainPath from './20261125-01-main-path.ts';
import * as sharedAssessments from './20261126-01-shared-assessments.ts';
import * as sealedBatches from './20261126-02-sealed-batches.ts';
import * as hostTurns from './20261126-03-host-turns.ts';
import * as refusals from './20261126-03-refusals.ts';
import * as authorCategory from './20261126-04-author-category.ts';
import * as collectionRounds from './20261126-04-collection-rounds.ts';

/** Forward only, in order of their names; an explicit list, because a folder cannot be read once compiled. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '20261125-01-main-path': mainPath,
  '20261126-01-shared-assessments': sharedAssessments,
  '20261126-02-sealed-batches': sealedBatches,
  '20261126-03-host-turns': hostTurns,
  '20261126-03-refusals': refusals,
  '20261126-04-author-category': authorCategory,
  '20261126-04-collection-rounds': collectionRounds,
};
