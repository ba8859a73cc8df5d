import { z } from 'zod';
import type { RuleRegistry } from '../../../dashboard/wire-oversight.ts';
import type { PublishedRegistry } from './make-registry.ts';
import { pointsOf } from './points-of.ts';

const Words = z.string().trim().min(1).max(10_000);
const Day = z.iso.date();

/** What only the authority can say of its use: `config/register.yml`. */
export const RegisterConfig = z.strictObject({
  organization: Words,
  department: Words,
  country: Words,
  contact_email: z.email(),
  contact_phone: Words.optional(),
  contact_name: Words.optional(),
  website: z.url({ protocol: /^https?$/ }).optional(),
  publication_date: Day,
  revision_date: Day,
  status: z.enum(['planned', 'design', 'development', 'pilot', 'evaluation', 'operational', 'retired']),
  decision_making_process: Words,
  area: Words,
  risks: Words,
  risk_category: z.enum(['minimal risk', 'limited risk', 'high risk', 'unacceptable']),
  proportionality: Words,
  lawful_basis: Words,
  connected_data_sources: Words,
  DPIA_description: Words.optional(),
});
export type RegisterConfig = z.infer<typeof RegisterConfig>;

/**
 * An entry of an algorithm register in the fields of the Dutch Algorithmic Transparency Standard 0.3.1
 * (Algoritmeregister/standard); what the standard requires is required here.
 */
export const RegisterEntry = RegisterConfig.extend({
  standard_version: z.literal('0.3.1'),
  lang: z.string().regex(/^[a-z]{2}$/),
  last_change_date: Day,
  keywords: Words,
  name: Words,
  description_short: z.string().min(1).max(150),
  domain: z.literal('public safety'),
  goal: Words,
  impact: Words,
  training_data: Words,
  source_data: Words,
  data_bias: Words,
  description: z.string().min(500).max(10_000),
  algorithm_type: z.literal('rule-based'),
  methods_and_models: Words,
  performance: Words,
  alternatives_considered: Words,
  type: z.literal('descriptive'),
  monitoring: Words,
  human_intervention: Words,
  objection_procedure: Words,
  rollback: Words,
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** @throws ZodError where the registry cannot be put into the standard's fields */
export function registerEntry(
  config: RegisterConfig,
  registry: PublishedRegistry,
  today: string,
): RegisterEntry {
  const { release, gate, rules, withheld, createdOn, holds, vocabulary } = registry;
  const checked = vocabulary.filter(({ isChecked }) => isChecked).length;
  const speaking = rules.filter(({ id, status }) => status === 'live' && !holds.includes(id));
  const count = (effect: string) => speaking.filter((rule) => rule.effect === effect).length;
  return RegisterEntry.parse({
    standard_version: '0.3.1',
    lang: 'en',
    last_change_date: createdOn ?? today,
    keywords: 'smuggling of migrants, public posts, rule-based, human review',
    name: 'Vigie: lookout for online offers to smuggle migrants',
    description_short:
      'Finds public posts that may offer to smuggle migrants, or show a person at risk, and brings them to people.',
    domain: 'public safety',
    goal:
      'Article 6 of the Protocol against the Smuggling of Migrants: offers are found in public places so that people can judge them. ' +
      'Posts that show a person at risk are found first and go to those who protect.',
    impact:
      'A post that is found is read by reviewers. Nothing follows from being found: an offer takes two persons who judge it apart, and ' +
      'whatever is handed over takes two more. A seeker of passage, a witness, press and aid are no offers by rule. No person is scored.',
    training_data:
      'None. No weight is learned: people write each rule and its points, and two approvers sign every release.',
    source_data:
      'Public posts of configured places, each under an authorisation with legal basis, purpose, scope and end. Unflagged texts are ' +
      'erased within 24 hours, but for a small random sample of each language that people judge, to count what is missed: within seven days. ' +
      'Authors are sealed.',
    data_bias:
      'Languages differ in how many words are listed for them and in whether native readers have checked these: ' +
      `of ${checked} languages out of ${vocabulary.length} they have. No rule names a ` +
      'nationality, an ethnicity, a religion or a dialect; that is enforced when rules are checked. Figures are reported per language.',
    description: describe({ gate, rules: rules.length, withheld, release }, count),
    algorithm_type: 'rule-based',
    methods_and_models:
      'Lists of words and bounded patterns in a window of words, sums of points written by people, a gate that asks for independent kinds of evidence.',
    performance:
      'Each rule has texts that it must and must not find; those of every rule that speaks pass before a release. On labelled cases, a missed person at risk ' +
      'fails the build; other figures are published per language with their intervals.',
    alternatives_considered:
      'Learned classifiers were set aside: their weights cannot be explained to the person concerned, and change without a decision of people.',
    type: 'descriptive',
    monitoring:
      'Posts with known answers are mixed in; agreement is shown per language; decisions are drawn for audits from a committed seed; ' +
      'oversight sees every step of every item.',
    human_intervention:
      'Reviewers judge without seeing score or rule, then see both and may change their judgment once. One command stops collecting and scoring everywhere; ' +
      'going on takes two persons.',
    objection_procedure:
      'Anybody can contest a judgment by the address of the post, without an account. Somebody who took no part decides, with reasons, within a time.',
    rollback:
      'A judgment that is overturned erases the post and its copies; a rule is switched off at once by a logged list; a release is ' +
      'replaced by an earlier signed one.',
    ...config,
  });
}

function describe(
  facts: {
    readonly gate: RuleRegistry['gate'];
    readonly rules: number;
    readonly withheld: number;
    readonly release: string | null;
  },
  count: (effect: string) => number,
): string {
  const { gate, rules, withheld, release } = facts;
  return [
    `Release ${release ?? '(unsigned rules)'} holds ${rules} rules; of those that speak ${count('for')} count for an offer, ${count('against')} against one, ${count('protects')} find persons at risk and ${count('adds')} add up to one.`,
    'A text is read in its own language and script, with disguises undone. Persons at risk are looked for first: where there is a call for help, or signs of need add up to one, the post goes to protection, carries no score, and can never become an offer again.',
    `Otherwise each rule that fits adds its points or takes them away. A post reaches reviewers when somebody offers, at least ${gate.kinds} independent kinds of evidence stand beside it (such as route, price, departure or contact), and the points reach what is asked for: ${pointsOf(gate)}. All others are counted and erased.`,
    'Every finding names its rule, its place in the text and its points; the same text under the same release gives the same result to the byte, and can be checked later while the text may be kept.',
    `Rules are published with their purpose, effect and tests. ${withheld} words are withheld, because whoever knew them would write around them; oversight can read them.`,
  ].join(' ');
}
