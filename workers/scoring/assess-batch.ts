import { type Assessment, addressForm, type Lane, type SealedBatch } from '../../queue/contracts/index.ts';
import {
  assessmentBody,
  commitAll,
  commitmentOf,
  packBodies,
  SALT_BYTES,
  treeRoot,
} from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import {
  type EntryAssessments,
  type ErroredRule,
  type FlagFact,
  type FlaggedPost,
  itemIdOf,
  type KeptText,
  type NewSample,
  type PostCount,
  type SignCount,
  type StoredAssessment,
  type UnflaggedAssessments,
} from '../../queue/storage/index.ts';
import { takeRandom, type Vault } from '../../queue/vault/index.ts';
import type { Corridor, ScorablePost } from '../../rules/index.ts';
import { parseSealedPost } from '../handlers/sealed-post.ts';
import type { Assessed } from './assessed.ts';
import {
  carriesBait,
  contentOf,
  corridorOf,
  countAlike,
  countErrored,
  countedRules,
  countSigns,
  isShadowed,
  wayOf,
} from './count-contents.ts';
import { drawSamples } from './draw-samples.ts';
import { namedDepartures } from './named-departure.ts';

/** What one batch of posts came to. It is text, numbers and few blocks of bytes, so it crosses a thread's border cheaply. */
export interface AssessedBatch {
  readonly assessments: EntryAssessments;
  /** Root over the assessments' commitments in the order of the leaves, hexadecimal. */
  readonly root: string;
  readonly release: string | null;
  /** Rules that were switched off. */
  readonly holds: readonly string[];
  /** How many posts of each lane. */
  readonly counts: Readonly<Record<Lane, number>>;
  /** How many of those of lane `none` are there because their language is in shadow. */
  readonly shadowed: number;
  /** The same by what the posts are about, for the counters. */
  readonly alike: readonly PostCount[];
  /** Those that oversight counts apart. Only flagged posts have such a sign. */
  readonly signs: readonly SignCount[];
  readonly flagged: readonly FlaggedPost[];
  /** Their texts, each under a key of its own. */
  readonly texts: readonly KeptText[];
  /** Whether all posts of the batch are assessed by it. */
  readonly isWhole: boolean;
  /** What the items of posts that were flagged for review are compared by. */
  readonly facts: readonly FlagFact[];
  /** Posts that nothing flagged and that were drawn to be judged unmarked. */
  readonly samples: readonly NewSample[];
  /** Posts that cannot be opened or assessed. One of them never takes the others with it. */
  readonly broken: readonly Broken[];
  /** Rules that could not be run on some of them, with the kind of fault: what such a rule would have found is missing. */
  readonly errored: readonly ErroredRule[];
}

interface Broken {
  readonly postId: string;
  readonly message: string;
}

/** What is asked of a scorer here. */
interface Assesses {
  score(post: ScorablePost): Assessment;
  corridor(text: string): Corridor;
  offers(text: string): boolean;
}

/** Opens, scores and commits to the posts of a batch that are asked for. Pure but for the salts. */
export function assessBatch(vault: Vault, scorer: Assesses, batch: SealedBatch): AssessedBatch {
  const open = openerOf(vault, batch);
  const places = new Map(batch.postIds.map((id, place) => [id, place]));
  const flagged: Assessed[] = [];
  const unflagged: Assessed[] = [];
  const broken: Broken[] = [];
  for (const [at, postId] of batch.asked.entries()) {
    try {
      const post = parseSealedPost(open(places.get(postId) ?? -1, postId));
      const { text } = post;
      const assessment = scorer.score({ text, language: batch.languages[at] ?? undefined });
      const corridor = corridorOf(scorer, text, assessment);
      const content = contentOf(text, corridor);
      const isBait = carriesBait(scorer, text, assessment);
      const one = { postId, post, assessment, isBait, content, way: wayOf(corridor) };
      (assessment.lane === 'none' ? unflagged : flagged).push(one);
    } catch (error) {
      broken.push({ postId, message: nameOf(error) });
    }
  }
  const commitments: Buffer[] = [];
  const assessments = {
    flagged: flagged.map((one) => storeAlone(one, commitments)),
    unflagged: storeTogether(unflagged, commitments),
  };
  const count = (lane: Lane) => flagged.filter((one) => one.assessment.lane === lane).length;
  return {
    assessments,
    root: treeRoot(commitments).toString('hex'),
    release: (flagged[0] ?? unflagged[0])?.assessment.release ?? null,
    holds: (flagged[0] ?? unflagged[0])?.assessment.holds ?? [],
    counts: { none: unflagged.length, review: count('review'), protect: count('protect') },
    shadowed: unflagged.reduce((sum, one) => sum + (isShadowed(one.assessment) ? 1 : 0), 0),
    alike: countAlike([...flagged, ...unflagged]),
    signs: countSigns(flagged),
    flagged: flagged.map((one) => toFlagged(vault, batch.sourceId, one)),
    texts: flagged.map((one) => toKept(vault, one)),
    isWhole: broken.length === 0 && batch.asked.length === batch.postIds.length,
    facts: flagged.flatMap((one) => toFact(vault, batch.sourceId, one)),
    samples: batch.sampled === undefined ? [] : drawSamples(vault, batch.sampled, unflagged),
    broken,
    errored: countErrored([...flagged, ...unflagged]),
  };
}

/** Opens the text of a post by its place in the batch; what was sealed together opens or fails as one. */
function openerOf(vault: Vault, batch: SealedBatch): (place: number, postId: string) => string {
  const { postIds, keys, texts, lengths } = batch;
  if (lengths !== null) return vault.opener({ keys, texts, lengths });
  try {
    const opened = vault.openTogether(postIds, { keys, texts });
    return (place) => opened[place] ?? '';
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function toKept(vault: Vault, { postId, post }: Assessed): KeptText {
  return { postId, ...vault.seal(postId, JSON.stringify(post)) };
}

function storeAlone({ postId, assessment }: Assessed, commitments: Buffer[]): StoredAssessment {
  const { lane, release, score, language, holds } = assessment;
  const body = assessmentBody(assessment);
  const salt = takeRandom(SALT_BYTES);
  const commitment = commitmentOf(salt, body);
  commitments.push(commitment);
  return {
    postId,
    release,
    lane,
    score,
    language,
    holds,
    body,
    saltBase64: salt.toString('base64'),
    commitmentBase64: commitment.toString('base64'),
  };
}

function storeTogether(all: readonly Assessed[], commitments: Buffer[]): UnflaggedAssessments {
  const bodies = all.map((one) => assessmentBody(one.assessment));
  const salts = takeRandom(SALT_BYTES * all.length);
  const { block, leaves } = commitAll(salts, bodies);
  commitments.push(...leaves);
  return {
    release: all[0]?.assessment.release ?? null,
    postIds: all.map((one) => one.postId),
    languages: all.map((one) => one.assessment.language),
    scores: all.map((one) => one.assessment.score ?? 0),
    commitments: block,
    salts,
    packed: packBodies(bodies),
  };
}

function toFlagged(
  vault: Vault,
  sourceId: string,
  { postId, post: { text, permalink }, assessment, way }: Assessed,
): FlaggedPost {
  const address = permalink === undefined ? undefined : addressForm(permalink);
  return {
    postId,
    lane: assessment.lane as FlaggedPost['lane'],
    contentToken: contentToken(vault, text),
    permalinkToken: address === undefined ? null : vault.token('permalink', address),
    sourceId,
    language: assessment.language,
    departures: namedDepartures(text, assessment),
    ...way,
  };
}

function toFact(vault: Vault, sourceId: string, { post, assessment, content }: Assessed): FlagFact[] {
  if (assessment.lane !== 'review') return [];
  const itemId = itemIdOf(contentToken(vault, post.text));
  const { language } = assessment;
  return [{ itemId, sourceId, language, ...content, rules: countedRules(assessment) }];
}

function contentToken(vault: Vault, text: string): Buffer {
  return vault.token('content', text.trim());
}

/** The kind of a failure, never its message: that might quote the post, and it goes into logs and the dead letters. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'unknown failure';
}
