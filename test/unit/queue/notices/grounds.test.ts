import { describe, expect, it } from 'vitest';
import { Grounds, NoticeContent, NoticeRegister, platformOf } from '../../../../queue/contracts/index.ts';
import { DEMO_REGISTER } from '../../../../workers/demo/demo-register.ts';
import { GROUNDS, REGISTER } from '../../../support/notice-register.ts';
import { confirmed } from './content.ts';

const faultsOf = (grounds: unknown) =>
  Grounds.safeParse(grounds).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('the grounds of a notice', () => {
  it('PRE-03 are both elements of the Protocol, each explained by itself', () => {
    expect(faultsOf(GROUNDS)).toEqual([]);
    expect(faultsOf({ procurement: GROUNDS.procurement })).toHaveLength(1);
    expect(faultsOf({ benefit: GROUNDS.benefit })).toHaveLength(1);
    expect(faultsOf({ ...GROUNDS, benefit: 'for money' })).toEqual([
      'benefit: expected at least 40 characters that say what in the post shows it',
    ]);
    expect(faultsOf({ procurement: GROUNDS.benefit, benefit: ` ${GROUNDS.benefit} ` })).toEqual([
      'benefit: expected an explanation of each element, found the same one twice',
    ]);
  });

  it.each([
    'This post breaks your Terms of Service and your users deserve better.',
    'It violates the community guidelines of the platform in every respect.',
    'Your ToS do not allow advertisements of this kind on the platform at all.',
    'Cette publication enfreint vos conditions générales d’utilisation.',
    "Cette publication enfreint les conditions d'utilisation de la plateforme.",
    'Contraire aux règles de la communauté et à vos CGU, à retirer sans délai.',
  ])('PRE-03 are no rules of a platform: %s', (procurement) => {
    expect(faultsOf({ ...GROUNDS, procurement })).toEqual([
      'procurement: expected what the law forbids, found the rules of a platform: they are no ground of an authority',
    ]);
  });

  it.each([
    'The captain @boat_master offers places in a boat across the border.',
    'He writes from https://t.me/boat_master that there are places left.',
    'It tells people to call +49 170 1234567 for places in a boat tonight.',
    'It tells people to write to captain@boat.example for places in a boat.',
  ])('PRE-04 name nobody: %s', (procurement) => {
    expect(faultsOf({ ...GROUNDS, procurement })).toHaveLength(1);
  });

  it('PRE-03 stand in every notice: none is read back without them', () => {
    const { content } = confirmed('notice');
    expect(NoticeContent.safeParse(content).success).toBe(true);
    for (const part of Object.keys(content) as (keyof NoticeContent)[]) {
      const { [part]: _, ...rest } = content;
      expect(NoticeContent.safeParse(rest).success, part).toBe(false);
    }
  });
});

describe('the register', () => {
  it('tells the platform of a host, with everything under it and nothing beside it', () => {
    const idOf = (host: string) => platformOf(REGISTER, host)?.id;
    expect(idOf('board.example')).toBe('board');
    expect(idOf('www.board.example')).toBe('board');
    expect(idOf('notboard.example')).toBeUndefined();
    expect(idOf('board.example.evil.example')).toBeUndefined();
  });

  it('of the demo is one, and takes the addresses of the fictional web', () => {
    expect(NoticeRegister.parse(DEMO_REGISTER)).toEqual(DEMO_REGISTER);
    expect(platformOf(DEMO_REGISTER, new URL('http://127.0.0.1:4711/news/1').hostname)?.id).toBe('demo');
    const { content } = confirmed('notice', { urls: ['http://127.0.0.1:4711/news/1'] });
    expect(NoticeContent.safeParse(content).success).toBe(true);
  });

  it('tells every fault at once', () => {
    const faulty = {
      ...REGISTER,
      authority: { name: 'X', email: 'nowhere' },
      provisions: [],
      platforms: [{ id: 'board', name: 'Board', hosts: [] }],
    };
    const paths = NoticeRegister.safeParse(faulty).error?.issues.map(({ path }) => path.join('.')) ?? [];
    expect(paths).toEqual(
      expect.arrayContaining(['authority.name', 'authority.email', 'provisions', 'platforms.0.hosts']),
    );
    const unreachable = { id: 'board', name: 'Board', hosts: ['board.example'] };
    expect(
      NoticeRegister.safeParse({ ...REGISTER, platforms: [unreachable] }).error?.issues[0]?.message,
    ).toBe('expected a mail address or the page of a form');
  });
});
