import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type DraftMail, writeMail } from '../../../../queue/notices/eml.ts';

const MAIL: DraftMail = {
  from: { name: 'Cyber unit of Exampliä, Bureau n° 3', email: 'notices@unit.example' },
  to: { name: 'Board of Examples', email: 'dsa@board.example' },
  subject:
    'Notification d’un signaleur de confiance – DSA22-7 – إشعار – a rather long subject that has to be folded',
  at: new Date('2026-06-02T09:05:07Z'),
  id: 'dsa22-7',
  text: `First line\nأماكن في القارب\n.\nFrom here on ${'long '.repeat(400)}\n`,
  attachments: [
    { name: 'DSA22-7.json', mediaType: 'application/json; charset=utf-8', content: '{"a":"é"}\n' },
  ],
};

/** What the mail library of Python, which is not ours, reads in it. */
function readBack(mail: string): Record<string, unknown> {
  const script = `
import email, email.policy, json, sys
from email.header import decode_header, make_header
from email.utils import parseaddr
data = sys.stdin.buffer.read()
m = email.message_from_bytes(data, policy=email.policy.default)
# Its newer reader puts a space between encoded words of a name, which section 6.2 of RFC 2047 forbids; its older one does not.
name, address = parseaddr(email.message_from_bytes(data)['from'])
body = m.get_body(('plain',))
parts = [{'name': a.get_filename(), 'type': a.get_content_type(), 'text': a.get_payload(decode=True).decode('utf-8')} for a in m.iter_attachments()]
print(json.dumps({'from': [str(make_header(decode_header(name))), address],
  'to': None if m['to'] is None else [m['to'].addresses[0].display_name, m['to'].addresses[0].addr_spec],
  'subject': m['subject'], 'date': m['date'].datetime.isoformat(), 'id': m['message-id'], 'unsent': m['x-unsent'],
  'text': body.get_content(), 'parts': parts, 'defects': [str(d) for d in m.defects]}))`;
  return JSON.parse(execFileSync('python3', ['-c', script], { input: mail, encoding: 'utf8' }));
}

describe('a mail that a person sends', () => {
  it('is read by another program as it was written (RFC 5322, 2045 to 2047)', () => {
    const mail = writeMail(MAIL);
    const read = readBack(mail);
    expect(read).toMatchObject({
      from: [MAIL.from.name, MAIL.from.email],
      to: [MAIL.to?.name, MAIL.to?.email],
      subject: MAIL.subject,
      date: '2026-06-02T09:05:07+00:00',
      id: '<dsa22-7@unit.example>',
      unsent: '1',
      parts: [{ name: 'DSA22-7.json', type: 'application/json', text: '{"a":"é"}\r\n' }],
      defects: [],
    });
    expect(String(read.text).replaceAll('\r\n', '\n').trim()).toBe(MAIL.text.trim());
  });

  it('keeps to short ASCII lines that end with CRLF', () => {
    const mail = writeMail(MAIL);
    expect(/^[\r\n\x20-\x7e]*$/.test(mail)).toBe(true);
    expect(/(?<!\r)\n|\r(?!\n)/.test(mail)).toBe(false);
    for (const line of mail.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('takes no header from what is written into it', () => {
    const read = readBack(
      writeMail({
        ...MAIL,
        subject: 'x\r\nBcc: evil@evil.example',
        from: { ...MAIL.from, name: 'A "b"\r\nBcc: c' },
      }),
    );
    expect(read).toMatchObject({
      subject: 'x Bcc: evil@evil.example',
      from: ['A "b" Bcc: c', MAIL.from.email],
    });
  });

  it('has no addressee where the platform takes no mail', () => {
    expect(readBack(writeMail({ ...MAIL, to: null }))).toMatchObject({ to: null, defects: [] });
  });
});
