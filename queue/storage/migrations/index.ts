import type { Migration } from 'kysely';
import * as mainPath from './20261125-01-main-path.ts';
import * as sharedAssessments from './20261126-01-shared-assessments.ts';
import * as sealedBatches from './20261126-02-sealed-batches.ts';
import * as hostTurns from './20261126-03-host-turns.ts';
import * as refusals from './20261126-03-refusals.ts';
import * as authorCategory from './20261126-04-author-category.ts';
import * as collectionRounds from './20261126-04-collection-rounds.ts';
import * as postVersions from './20261126-05-post-versions.ts';
import * as secondReview from './20261126-07-second-review.ts';
import * as cases from './20261126-08-cases.ts';
import * as accounts from './20261127-01-accounts.ts';
import * as stops from './20261127-02-stops.ts';
import * as publicPages from './20261127-03-public-pages.ts';
import * as retention from './20261127-03-retention.ts';
import * as alerts from './20261127-04-alerts.ts';
import * as manyItems from './20261127-05-many-items.ts';
import * as controls from './20261127-10-controls.ts';
import * as reviewerCare from './20261127-11-reviewer-care.ts';
import * as watch from './20261127-12-watch.ts';
import * as ruleAuthors from './20261127-13-rule-authors.ts';
import * as providerIdentities from './20261127-30-provider-identities.ts';
import * as operatingSystemUsers from './20261127-31-operating-system-users.ts';
import * as questions from './20261127-45-questions.ts';
import * as turns from './20261127-46-turns.ts';
import * as tallies from './20261127-47-tallies.ts';
import * as merkleLog from './20261127-50-merkle-log.ts';
import * as reportPictures from './20261127-55-report-pictures.ts';
import * as oversight from './20261127-60-oversight.ts';
import * as ruleHolds from './20261127-65-rule-holds.ts';
import * as contentCounts from './20261127-66-content-counts.ts';
import * as samples from './20261127-67-samples.ts';
import * as figures from './20261127-70-figures.ts';
import * as statistics from './20261127-71-statistics.ts';
import * as suspensions from './20261127-72-suspensions.ts';
import * as captures from './20261127-75-captures.ts';
import * as custody from './20261127-80-custody.ts';
import * as exports from './20261127-81-exports.ts';
import * as notices from './20261127-82-notices.ts';
import * as archiveSignatures from './20261127-85-archive-signatures.ts';
import * as doubts from './20261127-86-doubts.ts';
import * as exportForms from './20261127-87-export-forms.ts';
import * as publishedReports from './20261127-88-published-reports.ts';
import * as keptHolds from './20261127-89-kept-holds.ts';
import * as opentimestamps from './20261127-90-opentimestamps.ts';
import * as tellings from './20261127-92-tellings.ts';
import * as captureKeys from './20261127-94-capture-keys.ts';
import * as reportsToThePublic from './20261127-96-reports-to-the-public.ts';
import * as protectionApart from './20261128-10-protection-apart.ts';
import * as wholeAssessments from './20261128-30-whole-assessments.ts';
import * as givenUpObjects from './20261128-40-given-up-objects.ts';
import * as owedScrubs from './20261128-40-owed-scrubs.ts';
import * as enteredAt from './20261128-60-entered-at.ts';
import * as protectionIsForGood from './20261128-90-protection-is-for-good.ts';
import * as sealedFor from './20261128-90-sealed-for.ts';
import * as halfJudged from './20261129-10-half-judged.ts';
import * as alertsToTheEnd from './20261129-20-alerts-to-the-end.ts';
import * as toldPost from './20261129-40-told-post.ts';
import * as capturesAgain from './20261129-50-captures-again.ts';
import * as openedAgain from './20261129-80-opened-again.ts';
import * as sentAndWithdrawn from './20261129-92-sent-and-withdrawn.ts';
import * as handedOver from './20261129-93-handed-over.ts';
import * as alertsTakenUp from './20261129-94-alerts-taken-up.ts';
import * as endedAs from './20261129-96-ended-as.ts';
import * as notesSealedFor from './20261129-97-notes-sealed-for.ts';
import * as toldAddresses from './20261129-98-told-addresses.ts';
import * as packedBodies from './20261129-99-packed-bodies.ts';
import * as closedLists from './20261129-991-closed-lists.ts';
import * as noticeAddresses from './20261129-992-notice-addresses.ts';
import * as countedRules from './20261129-993-counted-rules.ts';
import * as capturesWaitedFor from './20261129-994-captures-waited-for.ts';
import * as countedFaults from './20261129-994b-counted-faults.ts';
import * as handedOverFacts from './20261129-995-handed-over-facts.ts';
import * as rulesWhileCounted from './20261129-995b-rules-while-counted.ts';
import * as closedListsByChange from './20261129-995c-closed-lists-by-change.ts';
import * as publicReceipts from './20261129-996-public-receipts.ts';
import * as followingHolds from './20261129-997-following-holds.ts';
import * as emptiedReports from './20261129-998-emptied-reports.ts';
import * as rulesInForce from './20261129-998-rules-in-force.ts';
import * as statisticClosings from './20261129-998-statistic-closings.ts';
import * as wholeReceipts from './20261129-998-whole-receipts.ts';
import * as authorsOfRules from './20261129-998b-authors-of-rules.ts';
import * as unsignedInForce from './20261129-999-unsigned-in-force.ts';
import * as shadowCounts from './20261130-01-shadow-counts.ts';
import * as signingIn from './20261130-999-signing-in.ts';
import * as signCounts from './20261130-9992-sign-counts.ts';
import * as hiringCounts from './20261130-9993-hiring-counts.ts';
import * as oneKeyABatch from './20261130-9994-one-key-a-batch.ts';

/** Forward only, in order of their names; an explicit list, because a folder cannot be read once compiled. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '20261125-01-main-path': mainPath,
  '20261126-01-shared-assessments': sharedAssessments,
  '20261126-02-sealed-batches': sealedBatches,
  '20261126-03-host-turns': hostTurns,
  '20261126-03-refusals': refusals,
  '20261126-04-author-category': authorCategory,
  '20261126-04-collection-rounds': collectionRounds,
  '20261126-05-post-versions': postVersions,
  '20261126-07-second-review': secondReview,
  '20261126-08-cases': cases,
  '20261127-01-accounts': accounts,
  '20261127-02-stops': stops,
  '20261127-03-public-pages': publicPages,
  '20261127-03-retention': retention,
  '20261127-04-alerts': alerts,
  '20261127-05-many-items': manyItems,
  '20261127-10-controls': controls,
  '20261127-11-reviewer-care': reviewerCare,
  '20261127-12-watch': watch,
  '20261127-13-rule-authors': ruleAuthors,
  '20261127-30-provider-identities': providerIdentities,
  '20261127-31-operating-system-users': operatingSystemUsers,
  '20261127-45-questions': questions,
  '20261127-46-turns': turns,
  '20261127-47-tallies': tallies,
  '20261127-50-merkle-log': merkleLog,
  '20261127-55-report-pictures': reportPictures,
  '20261127-60-oversight': oversight,
  '20261127-65-rule-holds': ruleHolds,
  '20261127-66-content-counts': contentCounts,
  '20261127-67-samples': samples,
  '20261127-70-figures': figures,
  '20261127-71-statistics': statistics,
  '20261127-72-suspensions': suspensions,
  '20261127-75-captures': captures,
  '20261127-80-custody': custody,
  '20261127-81-exports': exports,
  '20261127-82-notices': notices,
  '20261127-85-archive-signatures': archiveSignatures,
  '20261127-86-doubts': doubts,
  '20261127-87-export-forms': exportForms,
  '20261127-88-published-reports': publishedReports,
  '20261127-89-kept-holds': keptHolds,
  '20261127-90-opentimestamps': opentimestamps,
  '20261127-92-tellings': tellings,
  '20261127-94-capture-keys': captureKeys,
  '20261127-96-reports-to-the-public': reportsToThePublic,
  '20261128-10-protection-apart': protectionApart,
  '20261128-30-whole-assessments': wholeAssessments,
  '20261128-40-given-up-objects': givenUpObjects,
  '20261128-40-owed-scrubs': owedScrubs,
  '20261128-60-entered-at': enteredAt,
  '20261128-90-protection-is-for-good': protectionIsForGood,
  '20261128-90-sealed-for': sealedFor,
  '20261129-10-half-judged': halfJudged,
  '20261129-20-alerts-to-the-end': alertsToTheEnd,
  '20261129-40-told-post': toldPost,
  '20261129-50-captures-again': capturesAgain,
  '20261129-80-opened-again': openedAgain,
  '20261129-92-sent-and-withdrawn': sentAndWithdrawn,
  '20261129-93-handed-over': handedOver,
  '20261129-94-alerts-taken-up': alertsTakenUp,
  '20261129-96-ended-as': endedAs,
  '20261129-97-notes-sealed-for': notesSealedFor,
  '20261129-98-told-addresses': toldAddresses,
  '20261129-99-packed-bodies': packedBodies,
  '20261129-991-closed-lists': closedLists,
  '20261129-992-notice-addresses': noticeAddresses,
  '20261129-993-counted-rules': countedRules,
  '20261129-994-captures-waited-for': capturesWaitedFor,
  '20261129-994b-counted-faults': countedFaults,
  '20261129-995-handed-over-facts': handedOverFacts,
  '20261129-995b-rules-while-counted': rulesWhileCounted,
  '20261129-995c-closed-lists-by-change': closedListsByChange,
  '20261129-996-public-receipts': publicReceipts,
  '20261129-997-following-holds': followingHolds,
  '20261129-998-rules-in-force': rulesInForce,
  '20261129-998b-authors-of-rules': authorsOfRules,
  '20261129-998-whole-receipts': wholeReceipts,
  '20261129-998-emptied-reports': emptiedReports,
  '20261129-998-statistic-closings': statisticClosings,
  '20261129-999-unsigned-in-force': unsignedInForce,
  '20261130-01-shadow-counts': shadowCounts,
  '20261130-999-signing-in': signingIn,
  '20261130-9992-sign-counts': signCounts,
  '20261130-9993-hiring-counts': hiringCounts,
  '20261130-9994-one-key-a-batch': oneKeyABatch,
};
