import { describe, expect, it } from 'vitest';
import { addressForm, publicAddress } from '../../../queue/contracts/index.ts';

describe('the address of a public page', () => {
  it.each([
    [
      'board.example/t/1',
      ['https://www.board.example/t/1/', 'http://m.board.example/t/1?utm_source=x&fbclid=2'],
    ],
    ['board.example/viewtopic.php?p=7', ['https://board.example/viewtopic.php?p=7#p7']],
    ['board.example/a#comment-3', ['https://board.example/a/#comment-3']],
    ['board.example:8080/?a=1&b=2', ['http://board.example:8080/?b=2&a=1']],
    ['t.me/fixture/9', ['t.me/fixture/9', ' HTTPS://T.ME/fixture/9 ']],
  ])('has one form: %s', (form, typed) => {
    for (const one of typed) expect(addressForm(one), one).toBe(form.replace(':8080/?', ':8080?'));
  });

  it('tells pages apart that differ', () => {
    const pages = [
      'b.example/t/1',
      'b.example/t/2',
      'b.example/T/1',
      'b.example/t/1?p=2',
      'c.example/t/1',
      'b.example/t/1#comment-2',
    ];
    expect(new Set(pages.map(addressForm)).size).toBe(pages.length);
  });

  it.each([
    'somebody@mail.example',
    'mailto:somebody@mail.example',
    'tel:+000000',
    '+00 000 000',
    'a person I know',
    'https://user:secret@board.example/',
    'http://127.0.0.1/x',
    'http://192.0.2.1',
    'http://2130706433/',
    'http://[2001:db8::1]/',
    'http://localhost:8417/',
    'http://router.local/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '',
  ])('is none: %j', (typed) => {
    expect(publicAddress(typed)).toBeUndefined();
    expect(addressForm(typed)).toBeUndefined();
  });
});
