import { describe, expect, it } from 'vitest';
import { NoticeContent, NoticeDraft } from '../../queue/contracts/index.ts';
import { JOBS } from '../../queue/jobs/index.ts';
import { propertiesOf } from '../support/schema-properties.ts';
import { sourceFiles, sourceText } from './support/source-files.ts';

const NOTICES = sourceFiles().filter((file) => /(^|\/)notices?(\/|-|\.)|outbox/.test(file));
/** Whatever opens a connection, sends a mail, or starts something at a time. */
const SENDS =
  /from '(?:node:)?(?:net|tls|https?|http2|dgram|dns|undici|nodemailer|ws|ioredis|bullmq|playwright[\w-]*)[/']|\bfetch\(|safe-fetch|guarded-|send-mail|send-webhook|setInterval|setTimeout|schedule/;

describe('messages of prevention', () => {
  it('PRE-08 PRE-09 have no way to be sent, and read nothing of a post, an item or a case', () => {
    const files = sourceFiles().filter(
      (file) => /(^|\/)prevention(\/|-|\.)/.test(file) && !file.startsWith('dashboard/'),
    );
    expect(files.length).toBeGreaterThan(4);
    const texts = files.map((file) => sourceText(file));
    expect(texts.filter((text) => SENDS.test(text))).toEqual([]);
    expect(
      texts.filter((text) =>
        /queue\/(?:review|vault|evidence|storage|notices)|vigie\.(?:posts|items)/.test(text),
      ),
    ).toEqual([]);
  });
});

describe('telling whoever posted', () => {
  it('TRA-06 has no way to reach anybody: no connection, no mailer, no clock that starts it', () => {
    const files = sourceFiles().filter(
      (file) => /(^|\/)tellings?(\/|-|\.)/.test(file) && file.startsWith('queue/'),
    );
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => SENDS.test(sourceText(file)))).toEqual([]);
    // All that runs by itself is that a missed day is written down.
    expect(Object.keys(JOBS).filter((name) => /tell/.test(name))).toEqual([]);
    const automatic = sourceFiles(['queue/jobs', 'queue/transport', 'workers']);
    const parts = automatic.filter((file) => /queue\/telling/.test(sourceText(file)));
    expect(parts).toEqual(['workers/handlers/expire.ts']);
    expect(sourceText('workers/handlers/expire.ts')).not.toMatch(/createTellings|vigie\.tellings/);
  });
});

describe('notices to platforms', () => {
  it('PRE-07 have no way to send anything: no connection, no mailer, no clock that starts them', () => {
    const core = NOTICES.filter((file) => file.startsWith('queue/'));
    expect(core.length).toBeGreaterThan(10);
    expect(core.filter((file) => SENDS.test(sourceText(file)))).toEqual([]);
    // The pages ask the desk alone, through the one door that all pages use.
    const rest = NOTICES.filter((file) => !file.startsWith('queue/'));
    expect(
      rest.filter((file) => /nodemailer|safe-fetch|guarded-|send-mail|send-webhook/.test(sourceText(file))),
    ).toEqual([]);
  });

  it('PRE-07 are in no job, handler or schedule: nothing but a person’s request touches the outbox', () => {
    expect(Object.keys(JOBS).filter((name) => /notice/.test(name))).toEqual([]);
    const automatic = sourceFiles(['queue/jobs', 'queue/transport', 'workers']).filter(
      (file) => !file.startsWith('workers/notices/'),
    );
    expect(
      automatic.filter((file) => /createNotices|queue\/notices|vigie\.notices/.test(sourceText(file))),
    ).toEqual([]);
  });

  it('PRE-04 have no field for an account, a person or a profile', () => {
    const [draft = [], content = []] = [NoticeDraft, NoticeContent].map(propertiesOf);
    expect(draft).toContain('urls');
    const isOfSomebody = (field: string) =>
      /account|author(?!ity)|handle|person|profile|user|channel|poster/i.test(field);
    expect([...draft, ...content].filter(isOfSomebody)).toEqual([]);
    // What has a name: the authority and the platform, in each of the three kinds.
    expect(draft).not.toContain('name');
    expect(content.filter((field) => field === 'name')).toHaveLength(6);
  });
});
