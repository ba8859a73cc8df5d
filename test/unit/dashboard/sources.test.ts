import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { metricsText } from '../../../dashboard/metrics-text.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { get, post } from './support/call.ts';
import { demoContext } from './support/demo-context.ts';
import { DEMO_REPORT_DUTY, DEMO_TELLINGS } from './support/demo-oversight.ts';
import { DEMO_SOURCES } from './support/demo-sources.ts';

describe('the sources', () => {
  it('are listed with their health', async () => {
    const { sources } = await (await get(createApp(demoContext()), '/api/sources')).json();
    expect(sources).toEqual(DEMO_SOURCES);
  });

  it('are tried by a POST, which names the source', async () => {
    const actors: string[] = [];
    const context = demoContext();
    const app = createApp({
      ...context,
      trySource: (id, actor) => {
        actors.push(actor);
        return context.trySource(id, actor);
      },
    });
    const run = await (await post(app, '/api/sources/harbour-board/try')).json();
    expect(actors).toEqual([(await context.whoIs(undefined))?.id]);
    expect(run).toMatchObject({ sourceId: 'harbour-board', found: 2 });
    expect((await get(app, '/api/sources/harbour-board/try')).status).toBe(405);
    expect((await post(app, '/api/sources/..%2Fx/try')).status).toBe(404);
  });

  it('that may not be collected say so', async () => {
    const trySource = () => Promise.reject(new AppError('source.refused', 'it is switched off'));
    const answer = await post(createApp(demoContext({ trySource })), '/api/sources/old-board/try');
    expect([answer.status, (await answer.json()).detail]).toEqual([403, 'it is switched off']);
  });
});

describe('the metrics', () => {
  it('are Prometheus text: one sample a line, after its help and type', async () => {
    const answer = await get(createApp(demoContext()), '/metrics');
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text.endsWith('\n')).toBe(true);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) vigie_[a-z_]+ .+|vigie_[a-z_]+(\{([a-z]+="([^"\\\n]|\\.)*",?)+\})? -?\d+(\.\d+)?)$/,
      );
    }
    expect(text).toContain('vigie_posts_total{status="none"} 12396\n');
    expect(text).toContain('vigie_source_state{source="market-square",kind="html",state="blocked"} 1\n');
    expect(text).toContain('vigie_source_refusals_total{source="market-square",reason="captcha"} 3\n');
    expect(text).toContain('vigie_source_last_ok_timestamp_seconds{source="harbour-board"} 1795571400\n');
    expect(text).toContain('vigie_report_due_timestamp_seconds{period="2026-Q2"} 1788048000\n');
    expect(text).toContain('vigie_reports_overdue 1\n');
    expect(text).toContain('vigie_alerts{state="open"} 3\nvigie_alerts{state="unanswered"} 1\n');
    expect(text).toContain('vigie_rule_errors_total{rule="en.price.broken"} 12\n');
    expect(text).toContain('vigie_rule_failures_total 12\n');
    expect(text).toContain('vigie_contests{state="open"} 2\nvigie_contests{state="overdue"} 1\n');
    // A counter never falls.
    expect(text).not.toContain('vigie_posts_total{status="staged"}');
    expect(text).toMatch(/\nvigie_posts_staged \d+\n/);
    expect(text).toContain('vigie_tellings{state="delayed"} 1\n');
    expect(text).toContain('vigie_tellings_overdue{what="review"} 1\n');
    expect(text).toContain('vigie_tellings_overdue{what="telling"} 0\n');
    expect(text).not.toContain('source="new-feed"} 1795');
  });

  it('escape what would end a label', () => {
    const [source] = DEMO_SOURCES;
    if (!source) throw new Error('expected a source');
    const refusals = { 'a"b\\c\nd': 1 };
    const status = {
      posts: { total: 0, staged: 0, none: 0, review: 0, protect: 0, dead: 0 },
      items: { open: 0, decided: 0 },
      log: { size: 0, root: null },
    };
    const text = metricsText({
      status,
      sources: [{ ...source, refusals }],
      report: DEMO_REPORT_DUTY,
      tellings: DEMO_TELLINGS,
      alerts: { open: 0, unanswered: 0 },
      contests: { open: 0, overdue: 0, nextDueOn: null },
      ruleErrors: {},
    });
    // There before the first failing, so that an increase of it is seen.
    expect(text).toContain('vigie_rule_failures_total 0\n');
    expect(text).toContain('reason="a\\"b\\\\c\\nd"} 1\n');
  });
});
