import { type ParsedPacks, parsePacks } from '../../../rules/index.ts';

interface RuleParts {
  readonly id?: string;
  readonly status?: string;
  readonly languages?: string;
  readonly category?: string;
  readonly weight?: number;
  /** Null for a rule that has none. */
  readonly terms?: string | null;
  readonly more?: string;
  readonly author?: string;
  readonly match?: string;
  readonly reject?: string;
}

/** One rule as YAML, with everything a rule needs. */
export function ruleYaml(parts: RuleParts = {}): string {
  const category = parts.category ?? 'provider';
  return `  - id: ${parts.id ?? `en.${category}.test`}
    title: "A rule for tests"
    status: ${parts.status ?? 'live'}
    languages: ${parts.languages ?? '["en"]'}
    category: ${category}
    weight: ${parts.weight ?? 3}
${parts.terms === null ? '' : `    terms: ${parts.terms ?? '["we take you"]'}\n`}${parts.more ?? ''}    rationale: "Written for this test only."
    references: []
    evidence: needs-native-review
    gloss: { en: "for tests", fr: "pour des essais" }
    benign: "tests"
    author: ${parts.author ?? 'writer'}
    reviewed: '2026-11-25'
    examples:
      match: ${parts.match ?? '["we take you", "We take you!", "so we take you"]'}
      reject: ${parts.reject ?? '["we took it", "take it", "you take"]'}
`;
}

export function packYaml(rules: readonly string[], head = 'language: en\nabout: A pack for tests\n'): string {
  return rules.length === 0 ? head : `${head}rules:\n${rules.join('')}`;
}

/** Parses packs that stand nowhere but in the test. */
export function parsed(files: Readonly<Record<string, string>>): ParsedPacks {
  return parsePacks(Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) })));
}
