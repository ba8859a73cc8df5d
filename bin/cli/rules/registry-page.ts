import { html } from 'hono/html';
import type { RuleRegistry } from '../../../dashboard/wire-oversight.ts';
import type { PublishedRegistry, PublishedRule } from './make-registry.ts';
import { pointsOf } from './points-of.ts';

type Page = ReturnType<typeof html>;

const EFFECTS = {
  for: 'for an offer',
  against: 'against an offer',
  adds: 'adds to other signs of a person at risk, decides nothing alone',
  protects: 'brings it to protection',
} as const;

/** The registry as a page of its own, without script, style sheet or anything from elsewhere. */
export async function registryPage(registry: PublishedRegistry): Promise<string> {
  const {
    release,
    digest,
    createdOn,
    approvedBy,
    gate,
    rules,
    withheld,
    vocabulary,
    changes,
    inForce,
    holds,
  } = registry;
  return String(
    await page(
      'Registry of rules',
      html`<p>Every rule by which Vigie brings posts in front of people. It decides nothing: people do. The words that rules look
for are not published, since whoever knew them would write around them; they are counted, and oversight can read them.</p>
<dl>
${fact('Release', release ?? 'none: approvers have not signed these rules')}
${fact('Made on', createdOn ?? '–')}
${fact('Approved by', approvedBy.join(', ') || '–')}
${fact('SHA-256 of the packs', digest)}
${fact('For review it takes', `somebody who offers, ${gate.kinds} independent kinds of evidence, and ${pointsOf(gate)}`)}
${fact('Words withheld', String(withheld))}
</dl>
<h2>Rules (${rules.length})</h2>
${rules.map((rule) => ruleEntry(rule, holds.includes(rule.id)))}
<h2>Words of the languages, withheld</h2>
<p>${CHECKING}</p>
<ul>${vocabulary.map(vocabularyEntry)}</ul>
<h2>What this release changed (${changes.length})</h2>
<ul>${changes.map(({ what, how, author }) => html`<li>${what}: ${how}, by ${author}</li>`)}</ul>
<h2>What was in force</h2>
<ul>${inForce.map(timeInForce)}</ul>`,
    ),
  );
}

const CHECKING =
  'Where no native reader has checked the words and places of a language, nothing that rests on them is attested in it, whatever the rule says of itself. ' +
  'Words, signs and patterns that a rule spells out itself are told by the rule alone.';

function vocabularyEntry({ language, withheld, isChecked }: RuleRegistry['vocabulary'][number]): Page {
  const state = isChecked ? 'checked by a native reader' : 'not checked by a native reader';
  return html`<li>${language}: ${withheld}, ${state}</li>`;
}

const RETURNED = { signed: '; a return that was signed', unsigned: '; a return that nobody signed' } as const;

function timeInForce({
  release,
  digest,
  since,
  approvedBy,
  returned,
}: RuleRegistry['inForce'][number]): Page {
  const by = approvedBy.length === 0 ? '' : `, approved by ${approvedBy.join(', ')}`;
  const packs = release ?? `packs ${digest}, which approvers had not signed`;
  return html`<li>${packs}, since ${since.slice(0, 10)}${by}${returned === null ? '' : RETURNED[returned]}</li>`;
}

/** The entry of an algorithm register as a page. */
export async function registerPage(entry: Readonly<Record<string, unknown>>): Promise<string> {
  return String(
    await page(
      'Entry of the algorithm register',
      html`<dl>${Object.entries(entry).map(([name, value]) => fact(name, String(value)))}</dl>`,
    ),
  );
}

function stateOf({ status }: PublishedRule, isHeld: boolean): string {
  if (isHeld) return `${status}, switched off until two people lift the hold`;
  return status === 'shadow' ? 'in shadow: tried by analysts, does not run on posts' : status;
}

function ruleEntry(rule: PublishedRule, isHeld: boolean): Page {
  const { tests, languages } = rule;
  return html`<section id="${rule.id}"><h3>${rule.title}</h3>
<dl>
${fact('Id', rule.id)}
${fact('State', stateOf(rule, isHeld))}
${fact('Effect', `${EFFECTS[rule.effect]}${rule.effect === 'protects' ? '' : `, ${rule.weight} points`}`)}
${fact('Kind', rule.category)}
${purpose(rule)}
${fact('Who else says so', rule.benign)}
${fact('Known to find wrongly', wronglyFound(rule))}
${fact('Why it is evidence', rule.rationale)}
${fact('Languages', languages === 'all' ? 'every language that lists words for it' : languages.join(', '))}
${fact('Tests', `${tests.match} texts it must find, ${tests.reject} it must not`)}
${fact('Reviewed', rule.reviewed)}
${fact('Wording', rule.evidence)}
${fact('Sources', rule.sources.join('; ') || '–')}
${fact('Words withheld', String(rule.withheld))}
</dl></section>`;
}

function wronglyFound({ knownFalsePositives }: PublishedRule): string {
  if (knownFalsePositives === undefined) return 'not published, as a text that it finds loses points';
  return knownFalsePositives.join(' ') || '–';
}

/** In English and in every other language that it was written in. */
function purpose({ purpose: { en, ...others } }: PublishedRule): Page {
  const told = Object.entries(others).map(([lang, text]) => html`<dd lang="${lang}" dir="auto">${text}</dd>`);
  return html`<dt>What the words mean</dt><dd>${en}</dd>${told}`;
}

function fact(name: string, value: string): Page {
  return html`<dt>${name}</dt><dd>${value}</dd>
`;
}

function page(title: string, body: Page): Page {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}
