import type { Assessment, ScorablePost } from '../assessment.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { wholeGate } from '../compile/whole-gate.ts';
import type { Entity } from '../entities/entity.ts';
import { type Corridor, findCorridor } from '../entities/find-corridor.ts';
import { findEntities } from '../entities/find-entities.ts';
import { createMatching } from '../match/matching.ts';
import { type ReadWord, readWords } from '../match/read-words.ts';
import type { ClosedUp } from '../text/close-up.ts';
import { assess, frameOf, meetsGate } from './assess.ts';
import { holdsIn } from './held-rules.ts';
import { PostLanguages } from './post-language.ts';
import { closedUp, inPlace } from './read-close.ts';
import { sortsOf } from './rule-sorts.ts';

export interface ScorerOptions {
  /** The release the packs belong to, or null for unsigned packs. */
  readonly release: string | null;
  /** Ids of rules switched off for now; those that no hold can switch off are passed over.
   * @defaultValue none */
  readonly holds?: readonly string[];
  /** Languages of which nothing is flagged for review, as `Assessment.language` names them; protection is as ever.
   * @defaultValue none */
  readonly shadowLanguages?: readonly string[];
}

export interface Scorer {
  readonly release: string | null;
  /** Live rules in force, holds taken off. */
  readonly ruleCount: number;
  /** Never throws on any string; roughly linear in its length. Same text and release, same assessment. */
  score(post: ScorablePost): Assessment;
  /** Whether a post offers a crossing as plainly as review asks for, whoever calls for help in it as well. Never throws. */
  offers(text: string): boolean;
  /** Contacts, sums, routes and dates that a post names, for masking and for comparing posts. Never throws. */
  entities(text: string): readonly Entity[];
  /** How the words of a post are read, disguises undone, for explaining alone. Never throws. */
  words(text: string): readonly ReadWord[];
  /** Where the way that a post names begins and ends, for statistics alone: it never scores. Never throws. */
  corridor(text: string): Corridor;
}

/** The scorer only reads the rules, so several can share them. One scorer serves one thread. */
export function createScorer(compiled: CompiledRules, options: ScorerOptions): Scorer {
  const holds = holdsIn(compiled, options.holds ?? []);
  const shadowed = new Set(options.shadowLanguages);
  const frame = frameOf({
    release: options.release,
    holds,
    gate: wholeGate(compiled.gate),
    sorts: sortsOf(compiled.rules),
    shadowed,
  });
  const languages = new PostLanguages(compiled);
  const matching = createMatching(compiled);
  const { found } = matching;

  function read(post: string): void {
    matching.hear(post);
    matching.askRules();
  }

  /** What of a post is looked at: the post itself, but where too much of it is not read at all; null for that. */
  function readClose(post: string): ClosedUp | null {
    read(post);
    const closed = closedUp(found);
    if (closed === null) return null;
    const { undone } = found.text;
    read(closed.text);
    // What was undone is told of the post as it was written.
    found.text.undone |= undone;
    return closed;
  }

  function score(post: ScorablePost): Assessment {
    const closed = readClose(post.text);
    const language = languages.languageOf(post, found);
    if (closed === null) return assess(found, frame, { text: post.text, language });
    return inPlace(assess(found, frame, { text: closed.text, language }), closed, post.text);
  }

  return Object.freeze({
    release: options.release,
    ruleCount: new Set(compiled.rules.flatMap(({ id }) => (holds.includes(id) ? [] : [id]))).size,
    score,
    offers: (post: string) => meetsGate(found, frame, readClose(post)?.text ?? post),
    entities: (post: string) => {
      read(post);
      return findEntities(found);
    },
    words: (post: string) => {
      matching.hear(post);
      return readWords(found);
    },
    corridor: (post: string) => {
      read(post);
      return findCorridor(found);
    },
  });
}
