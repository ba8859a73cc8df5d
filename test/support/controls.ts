import type { KnownPost } from '../../queue/contracts/index.ts';
import type { KnownPosts } from '../../queue/runtime/known-posts.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { type Controls, createControls } from '../../workers/scoring/known-controls.ts';
import { createScoringInline } from '../../workers/scoring/scoring.ts';
import { MARKED_SCORER } from './scoring.ts';

/** A known post that the marked scorer flags for review. */
export function knownPost(
  key: string,
  expect: KnownPost['expect'] = 'offer',
): KnownPosts['controls'][number] {
  const reason = { offer: 'crossing_offered', not_offer: 'fiction_or_joke', protect: 'minor_alone' }[expect];
  return { key, expect, reason, text: `[review] known ${key}`, language: 'en' };
}

/** Plants one of these beside every item that is opened. */
export function plantAlways(known: KnownPosts['controls'], vault: Vault): Controls {
  return createControls({
    known,
    share: 0.2,
    scoring: createScoringInline(vault, MARKED_SCORER),
    vault,
    logger: SILENT_LOGGER,
    draw: () => 0,
  });
}
