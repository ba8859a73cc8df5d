import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TallyRow } from '../../../queue/report/entry-tally.ts';
import { reportFiles } from '../../../queue/report/index.ts';
import { derivedFigures } from '../../../queue/report/report-data.ts';
import { monthsBack } from '../../support/demo-figures.ts';
import { runVigie } from '../../support/run-vigie.ts';

const LAST = monthsBack(new Date(), 1);
const NEXT = monthsBack(new Date(), -1);

describe('vigie report, evaluation and incident', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-report-'));
  const data = join(folder, 'data');
  const out = join(folder, 'report');
  const run = (...args: string[]) => runVigie([...args, '--data', data]);

  beforeAll(async () => {
    expect((await run('migrate')).code).toBe(0);
    const made = await run('report', '--period', LAST, '--out', out, '--json');
    expect(made.code, made.stderr).toBe(0);
    expect(JSON.parse(made.stdout).files).toContain('report.fr.pdf');
    // A browser is looked for, started and prints twice: half a minute on a quiet machine of two cores, minutes on a busy one.
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes pages and tagged PDF in both languages, and the figures', () => {
    for (const language of ['en', 'fr']) {
      const pdf = readFileSync(join(out, `report.${language}.pdf`)).toString('latin1');
      expect(pdf.startsWith('%PDF-')).toBe(true);
      // ISO 32000-2, 14.8: a tagged document says so, has a tree of its structure, and names its language.
      expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(pdf).toContain('/StructTreeRoot');
      expect(pdf).toContain(`/Lang (${language})`);
      expect(readFileSync(join(out, `report.${language}.html`), 'utf8')).toContain(
        `<html lang="${language}">`,
      );
    }
    for (const name of ['report.json', 'log-tally.csv', 'facts.csv', 'months.csv'])
      expect(existsSync(join(out, name)), name).toBe(true);
  });

  it('TRA-04 may be read by the second person, and by whoever serves the public pages', () => {
    expect(statSync(out).mode & 0o777).toBe(0o755);
    for (const name of ['report.json', 'report.en.html', 'report.fr.pdf'])
      expect(statSync(join(out, name)).mode & 0o777, name).toBe(0o644);
  });

  it('EVA-06 is checked without records, and finds a figure that was changed', async () => {
    expect((await runVigie(['report', '--check', out])).code).toBe(0);
    const page = join(out, 'report.en.html');
    const html = readFileSync(page, 'utf8');
    writeFileSync(page, html.replace('>0<', '>3<'));
    const changed = await runVigie(['report', '--check', out]);
    expect(changed.code).toBe(4);
    expect(changed.stdout).toContain('report.en.html');
    writeFileSync(page, html);
  });

  it('TRA-04 is published by two persons, of files that nobody changed', async () => {
    const first = await run('report', '--publish', out);
    expect(first.code, first.stderr).toBe(1);
    expect(first.stdout).toContain('a second person must say so');
    const again = await run('report', '--publish', out);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('publishing takes two');
    const figures = join(out, 'facts.csv');
    const csv = readFileSync(figures, 'utf8');
    writeFileSync(figures, csv.replace(',0,', ',7,'));
    const changed = await run('report', '--publish', out);
    expect(changed.code).toBe(4);
    expect(changed.stderr).toContain('facts.csv');
    writeFileSync(figures, csv);
    expect((await run('status')).stdout).toMatch(/report every quarter: nothing is owed.* is due on 20/);
    expect((await run('doctor')).stdout).toMatch(/ok {4}report: every quarter/);
  });

  it('STA-01 is not published from a report whose tally shows what its months hold back', async () => {
    const old = join(folder, 'old');
    // Reports of that method did not say how many offers hire carriers.
    const { hiring: _, ...made } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
    const method = 1;
    const tally = made.tally.filter(({ count }: TallyRow) => count !== null);
    const derived = derivedFigures({ ...made, method, tally });
    mkdirSync(old);
    for (const [file, text] of reportFiles({ ...made, method, tally, ...derived }))
      writeFileSync(join(old, file), text);
    expect((await runVigie(['report', '--check', old])).code).toBe(0);
    const refused = await run('report', '--publish', old);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`make it again with: vigie report --period ${LAST}`);
  });

  it('says what it expects of a period, a folder and its options', async () => {
    const cases: [string[], string][] = [
      [['report'], 'one of --period, --check and --publish'],
      [['report', '--period', 'october', '--out', join(folder, 'x')], 'a month such as'],
      [['report', '--period', NEXT, '--out', join(folder, 'x')], 'a period that is over'],
      [['report', '--period', LAST, '--out', out], 'a folder that is not there yet'],
    ];
    for (const [args, words] of cases) {
      const { code, stderr } = await run(...args);
      expect(code, args.join(' ')).toBe(2);
      expect(stderr).toContain(words);
    }
  });

  it('EVA-01 fixes the plan of a month to come, once', async () => {
    const fixed = await run('evaluation', 'fix', NEXT);
    expect(fixed.code, fixed.stderr).toBe(0);
    expect(fixed.stdout).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect((await run('evaluation', 'fix', NEXT)).code).toBe(1);
    expect((await run('evaluation', 'fix', LAST)).code).toBe(2);
  });

  it('says where it could not be written, and makes no folder it was not asked for', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const made = await run('report', '--period', LAST, '--no-pdf', '--out', join(folder, 'a-file', 'report'));
    expect(made).toMatchObject({ code: 5, stderr: expect.stringContaining('expected to write') });
    expect(made.stderr).not.toContain('unexpected');
  });

  it('refuses an incident of a day to come: nothing takes it back', async () => {
    const about = [
      '--kind',
      'leak',
      '--severity',
      'minor',
      '--summary',
      'a list was sent to the wrong office',
    ];
    const done = await run('incident', '--on', `${NEXT}-28`, ...about);
    expect(done).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('a day that has come'),
    });
  });

  it('EVA-07 stops the work at a serious incident, and tells what was recorded', async () => {
    const about = [
      '--on',
      `${LAST}-03`,
      '--kind',
      'leak',
      '--summary',
      'a list was sent to the wrong office',
    ];
    const minor = await run('incident', ...about, '--severity', 'minor');
    expect(minor.code, minor.stderr).toBe(0);
    expect(minor.stdout).not.toContain('stopped');
    expect((await run('status')).stdout).not.toContain('stopped since');
    const serious = await run('incident', ...about, '--severity', 'serious');
    expect(serious.stdout).toContain('collecting and scoring are stopped');
    expect((await run('status')).stdout).toContain('collecting and scoring stopped since');
    const faults = await run(
      'incident',
      '--on',
      'yesterday',
      '--kind',
      'leak',
      '--severity',
      'minor',
      '--summary',
      'short',
    );
    expect(faults.code).toBe(2);
    expect(faults.stderr).toContain('happenedOn');
    expect(faults.stderr).toContain('summary');
  });
});
