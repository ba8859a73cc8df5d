import { GIVEN, type Survey } from '../../workers/intake/survey.ts';
import { quoted, visible } from './terminal.ts';

/** Names of columns shown; a wide export has hundreds. */
const SHOWN_COLUMNS = 30;

/** The dry run of an import in lines: each post on one, hidden characters as codes, in a direction of its own. */
export function describeSurvey(preset: string, survey: Survey): string {
  const { valid, rejected, passedOver, given, languages, ignored, examples } = survey;
  const lines = [
    `dry run: ${valid} valid, ${rejected} rejected, nothing written; read as ${preset}`,
    ...describePassedOver(passedOver),
    `of ${valid}: ${GIVEN.map((field) => `${field} ${given[field]}`).join(', ')}`,
  ];
  if (Object.keys(languages.stated).length > 0) lines.push(`languages stated: ${counts(languages.stated)}`);
  if (languages.noTag > 0)
    lines.push(`stated as language and left out, because it is no tag such as "en": of ${languages.noTag}`);
  if (languages.guessedOf > 0)
    lines.push(`languages as the first ${languages.guessedOf} read: ${counts(languages.guessed)}`);
  if (ignored.length > 0) {
    const more = ignored.length > SHOWN_COLUMNS ? ` and ${ignored.length - SHOWN_COLUMNS} more` : '';
    lines.push(`columns not taken: ${ignored.slice(0, SHOWN_COLUMNS).map(quoted).join(', ')}${more}`);
  }
  for (const { line, publishedAt, language, text } of examples)
    lines.push(
      [`line ${line}`, publishedAt ?? 'no time', language ?? 'no language', quoted(text)].join('  '),
    );
  return lines.join('\n');
}

export function describePassedOver(passedOver: Readonly<Record<string, number>>): string[] {
  return Object.keys(passedOver).length === 0 ? [] : [`passed over: ${counts(passedOver)}`];
}

function counts(each: Readonly<Record<string, number>>): string {
  return Object.entries(each)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${visible(name)} ${count}`)
    .join(', ');
}
