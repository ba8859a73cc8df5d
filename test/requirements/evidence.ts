import type { Requirement } from './requirement.ts';

/** On evidence (EVI), and on prevention and notices to platforms (PRE). */
export const EVIDENCE: readonly Requirement[] = [
  {
    id: 'EVI-01',
    says: 'A capture records address, source, picture of the whole page, date and time, embedded media, context, and who collected it, from where, with what, by which clock. Where a part is missing it is incomplete and no evidence.',
  },
  {
    id: 'EVI-02',
    says: 'Everything is hashed where it is collected, before it is changed; every conversion is written down.',
  },
  {
    id: 'EVI-03',
    says: 'Exchanges are kept as WARC 1.1: warcinfo first, requests with their responses, digests of block and payload, addresses.',
  },
  {
    id: 'EVI-04',
    says: 'An archive is WACZ 1.1.1: its parts hashed and listed, page list, index, WARC stored as it is; no byte of it can be changed.',
  },
  {
    id: 'EVI-05',
    says: 'An archive is signed by the authority and stamped within ten minutes.',
  },
  {
    id: 'EVI-06',
    says: 'At least two authorities stamp the time (RFC 3161); imprint, nonce, policy, key usage and chain are verified and kept for checking offline.',
  },
  {
    id: 'EVI-07',
    says: 'OpenTimestamps is optional; a promise of a calendar is followed until a block keeps it, and pending is never shown as confirmed.',
  },
  {
    id: 'EVI-08',
    says: 'The chain of custody holds who had it, when, and what was done; each event is signed and logged, and a gap is found.',
  },
  {
    id: 'EVI-09',
    says: 'The evidentiary copy cannot be changed and is opened only to hash or to seal; work is done on another copy, and each copying is recorded.',
  },
  {
    id: 'EVI-10',
    says: 'Export as CASE/UCO: investigation, authorisation, actions, provenance with exhibit numbers, files with hashes.',
  },
  {
    id: 'EVI-11',
    says: 'A bundle is BagIt 1.0 with SHA-512 manifests of payload and tags, and nothing to fetch; a path that leads out is refused.',
  },
  {
    id: 'EVI-12',
    says: 'A bundle verifies without network and with ordinary tools; it says how.',
  },
  {
    id: 'EVI-13',
    says: 'What is claimed is fixed: recorded by us, unchanged since, existed by a time. Never that the site served it, nor who wrote it.',
  },
  {
    id: 'EVI-14',
    says: 'A technical report on the collection goes with each bundle: versions, configuration, release of the rules.',
  },
  {
    id: 'EVI-15',
    says: 'Doubts about authenticity are kept as somebody’s opinion, with grounds.',
  },
  {
    id: 'EVI-16',
    says: 'An export of indicators names infrastructure only, never persons.',
  },
  {
    id: 'PRE-01',
    says: 'A notice has its four parts: grounds, addresses, the authority’s name and mail, a statement of good faith that a person confirmed for it.',
  },
  {
    id: 'PRE-02',
    says: 'A notice, a trusted flagger’s notice and an order are different things; an order also names its legal basis, who issues it and how to contest it.',
  },
  {
    id: 'PRE-03',
    says: 'The grounds name the provision and both elements of the Protocol; terms of service alone are no grounds.',
  },
  {
    id: 'PRE-04',
    says: 'A notice is about posts, never about accounts or persons.',
  },
  {
    id: 'PRE-05',
    says: 'Evidence is sealed before a notice goes out.',
  },
  {
    id: 'PRE-06',
    says: 'What a platform did, when, and what it took back is kept and reported.',
  },
  {
    id: 'PRE-07',
    says: 'Sending is done by a person; nothing is sent on a schedule.',
  },
  {
    id: 'PRE-08',
    says: 'Prevention messages are openly official, tell no untruth, name help, and cannot be aimed at persons or nationalities.',
  },
  {
    id: 'PRE-09',
    says: 'What is in the protection lane can be in no notice and no campaign.',
  },
];
