import type { NoticeContent } from '../../../queue/contracts/index.ts';
import { dateTime, number } from '../state/format.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { Code, Facts } from './facts.tsx';
import { PostTextInline } from './post-text.tsx';

/** Everything that a notice says, for whoever answers for it. */
export function NoticeContents({ content }: { content: NoticeContent }) {
  const { authority, platform, evidence, grounds } = content;
  const facts = [
    [nt('notices.kind'), noticeNamed('notice.kind', content.kind)],
    [nt('notice.addresses'), <Addresses key="addresses" urls={content.urls} />],
    [nt('notice.provision'), content.provision],
    [nt('notice.procurement'), grounds.procurement],
    [nt('notice.benefit'), grounds.benefit],
    [nt('notice.excerpts'), <Excerpts key="excerpts" excerpts={content.excerpts} />],
    ...ownFacts(content),
    [nt('notice.authority'), `${authority.name}, ${authority.email}`],
    ...(platform.email === null ? [] : [[nt('notice.mail'), platform.email] as const]),
    ...(platform.form === null ? [] : [[nt('notice.form'), platform.form] as const]),
    [nt('notice.evidence'), dateTime(evidence.recordedAt)],
    [nt('notice.position'), number(evidence.position)],
  ] as const;
  return (
    <section class="list-section notice-says" aria-labelledby="notice-says">
      <h2 id="notice-says">{nt('notice.says')}</h2>
      <Facts facts={facts} isCard />
    </section>
  );
}

/** Text and no links: nobody is led to an offer by a click. */
function Addresses({ urls }: { urls: readonly string[] }) {
  return (
    <>
      {urls.map((url) => (
        <span key={url} class="notice-address">
          <Code>{url}</Code>
        </span>
      ))}
    </>
  );
}

function Excerpts({ excerpts }: { excerpts: readonly string[] }) {
  return (
    <>
      {excerpts.map((text) => (
        <span key={text} class="notice-address">
          <PostTextInline text={text} />
        </span>
      ))}
    </>
  );
}

/** What only this kind has. */
function ownFacts(content: NoticeContent): (readonly [string, string])[] {
  if (content.kind === 'notice') return [];
  if (content.kind === 'flagger') {
    const { status, awardedBy, awardedOn } = content.designation;
    return [[nt('notice.designation'), `${status} (${awardedBy}, ${awardedOn})`]];
  }
  return [
    [nt('notice.decision'), content.decision],
    [nt('notice.issuer'), content.issuedBy],
    [nt('notice.basis'), content.legalBasis],
    [nt('notice.territory'), content.territory],
    [nt('notice.redress'), content.redress],
  ];
}
