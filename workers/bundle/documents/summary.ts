import { isSignedLate } from '../../../queue/contracts/index.ts';
import { custodyEventOf } from '../../../queue/custody/index.ts';
import type { BundleContents, BundleItem } from '../contents.ts';
import { CLAIMS, type DocumentLanguage } from './claims.ts';
import { html, Markup } from './html.ts';
import { WORDS } from './words.ts';

const STYLE = `body{font:16px/1.5 "Noto Sans","Noto Sans Arabic",sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111}
h1,h2,h3{line-height:1.2;break-after:avoid}section{border-block-start:1px solid #999;margin-block-start:2rem}
table{border-collapse:collapse;width:100%;margin-block:.5rem 1rem}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:start;
vertical-align:top;overflow-wrap:anywhere}th{background:#eee}tr{break-inside:avoid}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
blockquote{white-space:pre-wrap;border-inline-start:4px solid #888;margin:0;padding:.5rem 1rem;overflow-wrap:anywhere}
img{max-width:100%;border:1px solid #bbb}code{font-family:ui-monospace,monospace;font-size:.8em;overflow-wrap:anywhere}`;

/** Where the picture of an item is to be taken from. */
export type PictureAddress = (one: BundleItem) => string | null;

/** The bundle for people, as one page. Every word from outside stands isolated, in its own direction. */
export function summaryPage(
  contents: BundleContents,
  language: DocumentLanguage,
  pictureOf: PictureAddress,
  fonts = '',
): string {
  const words = WORDS[language];
  const { export: handed } = contents;
  const { claims, limits } = CLAIMS[language];
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${words.title} ${handed.caseNumber}/${handed.number}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; font-src data:; style-src 'unsafe-inline'">
<style>${new Markup(STYLE + fonts)}</style></head><body>
<h1>${words.title} ${handed.caseNumber}/${handed.number}</h1>
<dl>${facts([
    [words.case, `${handed.caseNumber}, ${handed.legalReference}`],
    [words.recipient, `${handed.recipient.name}, ${handed.recipient.country}`],
    [words.purpose, handed.purpose],
    [words.reason, handed.reason],
    [words.requested, `${handed.requestedBy}, ${handed.requestedAt}`],
    [words.approved, `${handed.approvedBy}, ${handed.approvedAt}`],
    [words.handedOver, handed.handedOverAt],
  ])}</dl>
<h2>${words.claims}</h2><ul>${claims.map((claim) => html`<li>${claim}</li>`)}</ul>
<h2>${words.limits}</h2><ul>${limits.map((limit) => html`<li>${limit}</li>`)}</ul>
<p>${words.verify}</p>
${contents.items.map((one) =>
  itemSection(one, language, {
    picture: pictureOf(one),
    isChecked: contents.checkedLanguages.includes(one.item.language),
  }),
)}
</body></html>
`;
  return page.text;
}

interface SectionFacts {
  readonly picture: string | null;
  /** Whether a native reader has checked the words of the item's language. */
  readonly isChecked: boolean;
}

function itemSection(
  one: BundleItem,
  language: DocumentLanguage,
  { picture, isChecked }: SectionFacts,
): Markup {
  const words = WORDS[language];
  const { item, record, exhibit } = one;
  const dissent = item.decisions.filter(({ isUndone, outcome }) => isUndone || outcome !== item.outcome);
  const signs = item.assessment?.counterSignals ?? [];
  return html`<section><h2>${words.exhibit} ${exhibit}</h2>
<dl>${facts([
    [words.address, record.finalUrl],
    [words.collected, `${record.startedAt} – ${record.endedAt}`],
    [words.published, item.publishedAt ?? words.none],
    [words.language, item.language],
  ])}</dl>
${isChecked ? '' : html`<p>${words.unchecked}</p>`}
<h3>${words.text}</h3><blockquote dir="auto" lang="${item.language}">${item.text}</blockquote>
${item.isCut ? html`<p>${words.cut}</p>` : ''}
${picture === null ? '' : html`<h3>${words.picture}</h3><p><img alt="${words.picture}" src="${picture}"></p>`}
<h3>${words.judgments}</h3>${decisionTable(item.decisions, language)}
<h3>${words.against}</h3><dl>
<dt>${words.dissent}</dt><dd>${dissent.length === 0 ? words.none : decisionTable(dissent, language)}</dd>
<dt>${words.protectiveSigns}</dt><dd>${listed(
    signs.map(({ category, start, end }) => `${category}: ${item.text.slice(start, end)}`),
    words.none,
  )}</dd>
<dt>${words.contests}</dt><dd>${listed(
    item.contests.map(
      ({ receivedOn, state, reason }) => `${receivedOn}: ${state}${reason === null ? '' : `, ${reason}`}`,
    ),
    words.none,
  )}</dd>
<dt>${words.questions}</dt><dd>${listed(
    item.questions.map(({ kind, answer, askedAt }) => `${askedAt}: ${kind}, ${answer ?? words.none}`),
    words.none,
  )}</dd>
<dt>${words.doubts}</dt><dd>${listed(
    item.doubts.map(
      ({ at, author, kind, grounds }) => `${at}, ${author}: ${words.doubtKinds[kind]}. ${grounds ?? ''}`,
    ),
    words.none,
  )}</dd></dl>
<h3>${words.custody}</h3>${custodyTable(one, language)}
<h3>${words.timestamps}</h3>${timestampTable(one, language)}
${proofTable(one, language)}
<h3>${words.signature}</h3><p><bdi>${signatureLine(one, language)}</bdi></p>
<h3>${words.objects}</h3>${table(
    [words.object, words.bytes, 'SHA-256'],
    one.objects.map(({ path, bytes, sha256 }) => [path, String(bytes), sha256]),
  )}</section>`;
}

function decisionTable(decisions: BundleItem['item']['decisions'], language: DocumentLanguage): Markup {
  const words = WORDS[language];
  return table(
    [words.at, words.by, words.stage, words.outcome, words.note],
    decisions.map(({ decidedAt, actor, stage, outcome, reason, note }) => [
      decidedAt,
      actor,
      stage,
      `${outcome}, ${reason}`,
      note ?? '',
    ]),
  );
}

function custodyTable({ item }: BundleItem, language: DocumentLanguage): Markup {
  const words = WORDS[language];
  const events = item.custody.map(custodyEventOf);
  return table(
    [words.number, words.event, words.at, words.by],
    events.map(({ number, kind, at, actor }) => [String(number), words.kinds[kind], at, actor]),
  );
}

function timestampTable({ item }: BundleItem, language: DocumentLanguage): Markup {
  const words = WORDS[language];
  if (item.timestamps.length === 0) return html`<p>${words.noAuthority}</p>`;
  return table(
    [words.number, words.authority, words.state, words.stamped],
    item.timestamps.map(({ number, authority, state, reason, genTime }) => [
      String(number),
      authority,
      reason === null ? words.states[state] : `${words.states[state]}: ${reason}`,
      genTime ?? '',
    ]),
  );
}

/** Nothing where no calendar was configured: OpenTimestamps is optional. */
function proofTable({ item }: BundleItem, language: DocumentLanguage): Markup | '' {
  const words = WORDS[language];
  if (item.timeProofs.length === 0) return '';
  const rows = item.timeProofs.map(({ number, calendar, state, reason, height, block }) => [
    String(number),
    calendar,
    reason === null ? words.proofStates[state] : `${words.proofStates[state]}: ${reason}`,
    height === null ? '' : String(height),
    block === null ? '' : block.time.toISOString(),
  ]);
  return html`<h3>OpenTimestamps</h3>${table([words.number, words.calendar, words.state, words.block, words.stamped], rows)}`;
}

function signatureLine({ item }: BundleItem, language: DocumentLanguage): string {
  const { signature, signatureStates: states } = { ...WORDS[language], signature: item.signature };
  if (signature?.signedData && signature.genTime !== null) {
    const { genTime } = signature;
    const late = isSignedLate(genTime, item.control?.at ?? genTime) ? ` (${states.late})` : '';
    return `${states.signed} ${signature.signedData.domain}, ${genTime}${late}`;
  }
  return signature?.reason ? `${states.unsigned}: ${signature.reason}` : states.unsigned;
}

function facts(pairs: readonly (readonly [string, string])[]): Markup[] {
  return pairs.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`);
}

function listed(lines: readonly string[], none: string): Markup {
  if (lines.length === 0) return html`${none}`;
  return html`<ul>${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}</ul>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td><bdi>${cell}</bdi></td>`)}</tr>`)}</tbody></table>`;
}
