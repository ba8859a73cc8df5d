import {
  type Assessment,
  addressForm,
  type Lane,
  type Region,
  regionOf,
  type SealedBatch,
} from '../../queue/contracts/index.ts';
import { assessmentBody, commitAll, commitmentOf, SALT_BYTES, treeRoot } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type {
  EntryAssessments,
  FlaggedPost,
  PostCount,
  StoredAssessment,
  UnflaggedAssessments,
} from '../../queue/storage/index.ts';
import { takeRandom, type Vault } from '../../queue/vault/index.ts';
import type { Corridor, ScorablePost } from '../../rules/index.ts';
import { parseSealedPost } from '../handlers/sealed-post.ts';
import { namedDepartures } from './named-departure.ts';

/** What one batch of posts came to. It is text, numbers and few blocks of bytes, so it crosses a thread's border cheaply. */
export interface AssessedBatch {
  readonly assessments: EntryAssessments;
  /** Root over the assessments' commitments in the order of the leaves, hexadecimal. */
  readonly root: string;
  readonly release: string | null;
  /** How many posts of each lane. */
  readonly counts: Readonly<Record<Lane, number>>;
  /** The same by language and way, for the counters. */
  readonly figures: readonly PostCount[];
  readonly flagged: readonly FlaggedPost[];
  /** Posts that cannot be opened or assessed. One of them never takes the others with it. */
  readonly broken: readonly { readonly postId: string; readonly message: string }[];
}

interface Assessed {
  readonly postId: string;
  readonly text: string;
  readonly permalink: string | undefined;
  readonly assessment: Assessment;
  readonly way: { readonly origin: Region; readonly destination: Region };
}

interface Broken {
  readonly postId: string;
  readonly message: string;
}

/** What is asked of a scorer here. */
interface Assesses {
  score(post: ScorablePost): Assessment;
  corridor(text: string): Corridor;
}

/** Opens, scores and commits to the posts of a batch that are asked for. Pure but for the salts. */
export function assessBatch(vault: Vault, scorer: Assesses, batch: SealedBatch): AssessedBatch {
  const open = vault.opener(batch);
  const places = new Map(batch.postIds.map((id, place) => [id, place]));
  const flagged: Assessed[] = [];
  const unflagged: Assessed[] = [];
  const broken: Broken[] = [];
  for (const [at, postId] of batch.asked.entries()) {
    try {
      const { text, permalink } = parseSealedPost(open(places.get(postId) ?? -1, postId));
      const assessment = scorer.score({ text, language: batch.languages[at] ?? undefined });
      const way = wayOf(scorer, text, assessment);
      (assessment.lane === 'none' ? unflagged : flagged).push({ postId, text, permalink, assessment, way });
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
    counts: { none: unflagged.length, review: count('review'), protect: count('protect') },
    figures: countAll([...flagged, ...unflagged]),
    flagged: flagged.map((one) => toFlagged(vault, batch.sourceId, one)),
    broken,
  };
}

const UNTOLD = { origin: 'unknown', destination: 'unknown' } as const;

/**
 * The way that a post names, as parts of the world. Only a post in which the rules found one is read again; of people at risk
 * nothing is told.
 */
function wayOf(scorer: Assesses, text: string, { lane, signals }: Assessment): Assessed['way'] {
  if (lane === 'protect' || !signals.some(({ category }) => category === 'route')) return UNTOLD;
  const { from, to } = scorer.corridor(text);
  return { origin: regionOf(from), destination: regionOf(to) };
}

function countAll(all: readonly Assessed[]): PostCount[] {
  const counts = new Map<string, PostCount>();
  for (const { assessment, way } of all) {
    const { lane, language } = assessment;
    const key = [lane, language, way.origin, way.destination].join(' ');
    counts.set(key, { lane, language, ...way, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function storeAlone({ postId, assessment }: Assessed, commitments: Buffer[]): StoredAssessment {
  const { lane, release, score, language } = assessment;
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
    bodies: bodies.join('\n'),
  };
}

function toFlagged(
  vault: Vault,
  sourceId: string,
  { postId, text, permalink, assessment, way }: Assessed,
): FlaggedPost {
  const address = permalink === undefined ? undefined : addressForm(permalink);
  return {
    postId,
    lane: assessment.lane as FlaggedPost['lane'],
    contentToken: vault.token('content', text.trim()),
    permalinkToken: address === undefined ? null : vault.token('permalink', address),
    sourceId,
    language: assessment.language,
    departures: namedDepartures(text, assessment),
    ...way,
  };
}

/** The kind of a failure, never its message: that might quote the post, and it goes into logs and the dead letters. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'unknown failure';
}
