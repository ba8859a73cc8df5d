import type { BundleContents } from '../contents.ts';

/**
 * How the material was collected and this bundle written (Berkeley Protocol, paragraph 156): programs and versions, settings,
 * release of the rules, clock, authorisation, conversions. Per item the collection record has more.
 */
export function technicalReport(contents: BundleContents) {
  const { export: handed, program, writtenAt, log, items, roots, checkedLanguages } = contents;
  return {
    version: 1,
    writtenAt,
    export: handed.number,
    program: {
      name: 'Vigie',
      version: program.version,
      node: program.node,
      platform: program.platform,
      settings: program.settings,
    },
    formats: {
      bundle: 'BagIt 1.0 (RFC 8493), SHA-512',
      archive: 'WACZ 1.1.1 with WARC 1.1',
      archiveSignature: 'WACZ Signing and Verification 0.1.0, domain-name identity with time stamp',
      timestamps: 'RFC 3161',
      opentimestamps: 'OpenTimestamps detached proof, version 1',
      signatures: 'Ed25519 (RFC 8032)',
      log: 'RFC 6962 tree, C2SP tlog-checkpoint and tlog-proof',
      json: 'RFC 8785 for events of custody',
      caseFile: 'CASE 1.4.0 on UCO 1.4.0, JSON-LD',
    },
    transparencyLog: { origin: log.origin, size: log.size },
    timestampAuthorities: [...roots.keys()],
    calendars: [
      ...new Set(items.flatMap(({ item }) => item.timeProofs.map(({ calendar }) => calendar))),
    ].sort(),
    items: items.map(({ exhibit, place, record, item }) => ({
      exhibit,
      place,
      source: item.sourceId,
      kind: record.kind,
      collector: record.collector,
      egress: record.egress,
      tools: record.tools,
      clock: record.clock,
      authorisation: record.authorisation,
      robots: record.robots,
      startedAt: record.startedAt,
      endedAt: record.endedAt,
      requests: record.exchanges.length,
      withheld: record.withheld,
      conversions: record.conversions,
      language: item.language,
      // Of the rules in force when this was written: whoever reads it is to know that no native reader vouches for the words. It is of
      // the post's language, and words of a neighbour may have been found.
      isLanguageChecked: checkedLanguages.includes(item.language),
      rulesRelease: item.assessment?.release ?? null,
      rules: [...new Set(item.assessment?.signals.map(({ rule }) => rule))].sort(),
    })),
  };
}
