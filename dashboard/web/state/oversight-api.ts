import type {
  AuditRequest,
  ContentRequest,
  CoverageReport,
  LogPurpose,
} from '../../../queue/contracts/index.ts';
import type {
  AuditSummary,
  AuditsView,
  EntriesView,
  LogCheck,
  LogView,
  OversightView,
  ReadContent,
  ReadEntriesView,
  RecordView,
  Replay,
  RulesView,
  RuleView,
} from '../../wire-oversight.ts';
import { type Asker, request } from './api.ts';

/** Which entries of the log are looked at, as the address of the page says it. */
export interface EntryFilter {
  readonly kind?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  /** Positions from this one on. */
  readonly first?: number;
  /** Positions below this one. */
  readonly before?: number;
}

/** What the pages of those who oversee ask for. */
export const oversightApi = {
  overview: () => request<OversightView>('GET', '/api/oversight'),
  coverage: () => request<CoverageReport>('GET', '/api/coverage'),
  log: (asker?: Asker) => request<LogView>('GET', '/api/log', undefined, asker),
  check: () => request<LogCheck>('POST', '/api/log/check', {}),
  entries: (filter: EntryFilter) =>
    request<EntriesView>('GET', `/api/log/entries?${new URLSearchParams(given(filter))}`),
  read: (filter: EntryFilter, purpose: LogPurpose) =>
    request<ReadEntriesView>('POST', '/api/log/read', { ...filter, purpose }),
  audits: () => request<AuditsView>('GET', '/api/audits'),
  announce: (asked: AuditRequest) => request<{ id: number }>('POST', '/api/audits', asked),
  audit: (id: string) => request<AuditSummary>('GET', `/api/audits/${encodeURIComponent(id)}`),
  draw: (id: number, words: string) => request<AuditSummary>('POST', `/api/audits/${id}/draw`, { words }),
  record: (id: string, purpose: LogPurpose) =>
    request<RecordView>('POST', `${record(id)}/record`, { purpose }),
  replay: (id: string, purpose: LogPurpose) => request<Replay>('POST', `${record(id)}/replay`, { purpose }),
  content: (id: string, asked: ContentRequest) =>
    request<ReadContent>('POST', `${record(id)}/content`, asked),
  rules: () => request<RulesView>('GET', '/api/rules'),
  rule: (id: string) => request<RuleView>('GET', `/api/rules/${encodeURIComponent(id)}`),
};

function record(id: string): string {
  return `/api/records/${encodeURIComponent(id)}`;
}

function given(filter: EntryFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
