import { createHash } from 'node:crypto';
import { custodyEventOf } from '../../../queue/custody/index.ts';
import type { BundleContents, BundleItem } from '../contents.ts';

const CONTEXT = {
  kb: 'https://vigie.invalid/kb/',
  vigie: 'https://vigie.invalid/ontology/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  investigation: 'https://ontology.caseontology.org/case/investigation/',
  core: 'https://ontology.unifiedcyberontology.org/uco/core/',
  action: 'https://ontology.unifiedcyberontology.org/uco/action/',
  identity: 'https://ontology.unifiedcyberontology.org/uco/identity/',
  observable: 'https://ontology.unifiedcyberontology.org/uco/observable/',
  tool: 'https://ontology.unifiedcyberontology.org/uco/tool/',
  types: 'https://ontology.unifiedcyberontology.org/uco/types/',
} as const;

interface Node {
  readonly '@id': string;
  readonly '@type': string;
  readonly [property: string]: unknown;
}

type Reference = Pick<Node, '@id'>;

const dateTime = (at: string) => ({ '@type': 'xsd:dateTime', '@value': at });
const day = (on: string) => dateTime(`${on}T00:00:00Z`);
const refer = ({ '@id': id }: Node): Reference => ({ '@id': id });

/**
 * The case as CASE 1.4.0 on UCO 1.4.0, in JSON-LD: investigation, authorisation, actions, provenance with exhibit numbers, files
 * with hashes. It has no identity of a person: whoever did something is their role and account, and an author is nobody.
 */
export function caseFile(contents: BundleContents): {
  '@context': typeof CONTEXT;
  '@graph': readonly Node[];
} {
  const { export: handed, program, items } = contents;
  const idOf = (kind: string, ...parts: readonly (string | number)[]) =>
    `kb:${kind}-${uuidOf(contents.log.origin, handed.number, kind, ...parts)}`;
  const tool: Node = {
    '@id': idOf('tool'),
    '@type': 'tool:Tool',
    'core:name': 'Vigie',
    'tool:version': program.version,
    'tool:toolType': 'collection of public posts',
  };
  const unit: Node = {
    '@id': idOf('unit'),
    '@type': 'identity:Organization',
    'core:name': items[0]?.record.authorisation.controller ?? 'the unit',
  };
  const recipient: Node = {
    '@id': idOf('recipient'),
    '@type': 'identity:Organization',
    'core:name': handed.recipient.name,
  };
  const parts = items.map((one) => itemNodes(one, { idOf, tool, unit, recipient, handed }));
  const authorizations = parts.map(({ authorization }) => authorization);
  const investigation: Node = {
    '@id': idOf('investigation'),
    '@type': 'investigation:Investigation',
    'core:name': handed.legalReference,
    'core:description': `Export ${handed.number} of case ${handed.caseNumber}, for ${handed.purpose}`,
    'investigation:investigationForm': 'case',
    'investigation:relevantAuthorization': authorizations.map(refer),
    'core:object': parts.flatMap(({ nodes }) =>
      nodes.filter((node) => node['@type'].startsWith('investigation:')).map(refer),
    ),
  };
  return {
    '@context': CONTEXT,
    '@graph': [investigation, tool, unit, recipient, ...parts.flatMap(({ nodes }) => nodes)],
  };
}

interface Around {
  readonly idOf: (kind: string, ...parts: readonly (string | number)[]) => string;
  readonly tool: Node;
  readonly unit: Node;
  readonly recipient: Node;
  readonly handed: BundleContents['export'];
}

function itemNodes(
  one: BundleItem,
  around: Around,
): { readonly authorization: Node; readonly nodes: readonly Node[] } {
  const { idOf, tool, unit } = around;
  const { place, exhibit, record, objects } = one;
  const { authorisation } = record;
  const authorization: Node = {
    '@id': idOf('authorization', place),
    '@type': 'investigation:Authorization',
    'core:name': authorisation.purpose,
    'investigation:authorizationType': 'authorisation of a source',
    'investigation:authorizationIdentifier': authorisation.legalBasis,
    'core:startTime': day(authorisation.startsOn),
    'core:endTime': day(authorisation.expiresOn),
  };
  const files = objects.flatMap((object) => fileNodes(object, idOf('file', place, object.role), idOf, place));
  const pageFacet: Node = {
    '@id': idOf('url-facet', place),
    '@type': 'observable:URLFacet',
    'observable:fullValue': record.finalUrl,
  };
  const page: Node = {
    '@id': idOf('url', place),
    '@type': 'observable:URL',
    'core:hasFacet': refer(pageFacet),
  };
  const provenance: Node = {
    '@id': idOf('provenance', place),
    '@type': 'investigation:ProvenanceRecord',
    'core:description': 'Objects recorded by the unit from a public page, unchanged since',
    'investigation:exhibitNumber': exhibit,
    'core:object': files.filter((node) => node['@type'] === 'observable:File').map(refer),
  };
  const collection: Node = {
    '@id': idOf('collection', place),
    '@type': 'investigation:InvestigativeAction',
    'core:name': 'collected',
    'action:startTime': dateTime(record.startedAt),
    'action:endTime': dateTime(record.endedAt),
    'action:performer': refer(unit),
    'action:instrument': refer(tool),
    'action:object': refer(page),
    'action:result': [
      refer(provenance),
      ...files.filter((node) => node['@type'] === 'observable:File').map(refer),
    ],
  };
  // An opinion about the exhibit, by account: no identity, and no statement of fact.
  const doubts = one.item.doubts.map(
    ({ kind, grounds, author, at }, index): Node => ({
      '@id': idOf('doubt', place, index + 1),
      '@type': 'core:Annotation',
      'core:description': `Opinion of account ${author} on ${at}`,
      'core:tag': `doubt about authenticity: ${kind}`,
      ...(grounds === null ? {} : { 'core:statement': grounds }),
      'core:object': [refer(provenance)],
    }),
  );
  const nodes = [authorization, ...files, pageFacet, page, provenance, collection, ...doubts];
  return { authorization, nodes: [...nodes, ...custodyNodes(one, { ...around, provenance, collection })] };
}

function fileNodes(
  { path, sha256, mediaType, role }: BundleItem['objects'][number],
  id: string,
  idOf: Around['idOf'],
  place: number,
): Node[] {
  const hash: Node = {
    '@id': idOf('hash', place, role),
    '@type': 'types:Hash',
    'types:hashMethod': 'SHA256',
    'types:hashValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
  };
  const content: Node = {
    '@id': idOf('content', place, role),
    '@type': 'observable:ContentDataFacet',
    'observable:mimeType': mediaType,
    'observable:hash': refer(hash),
  };
  const facet: Node = {
    '@id': idOf('file-facet', place, role),
    '@type': 'observable:FileFacet',
    'observable:fileName': path.slice(path.lastIndexOf('/') + 1),
    'observable:filePath': path,
  };
  return [
    hash,
    content,
    facet,
    { '@id': id, '@type': 'observable:File', 'core:hasFacet': [refer(facet), refer(content)] },
  ];
}

/** Every event of custody behind the first, in the order in which they came. */
function custodyNodes(
  { place, item }: BundleItem,
  {
    idOf,
    unit,
    recipient,
    handed,
    provenance,
    collection,
  }: Around & { readonly provenance: Node; readonly collection: Node },
): Node[] {
  let before = collection;
  return item.custody.map((link) => {
    const event = custodyEventOf(link);
    const { kind, at, actor } = event;
    const { number } = link;
    const isThis = event.kind === 'transfer' && event.export === handed.number;
    const node: Node = {
      '@id': idOf('custody', place, number),
      '@type': 'investigation:InvestigativeAction',
      'core:name': kind,
      'core:description': `Event ${number} of the chain of custody, by account ${actor}`,
      'action:startTime': dateTime(at),
      'action:performer': refer(unit),
      'action:object': refer(provenance),
      ...(isThis ? { 'action:participant': refer(recipient) } : {}),
      'investigation:wasInformedBy': refer(before),
    };
    before = node;
    return node;
  });
}

/** Version 8 of RFC 9562: from a hash of what the node stands for, so that writing it again names it the same. */
function uuidOf(...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
