import type { NoticeRegister } from '../../queue/contracts/index.ts';
import type { LetterSender } from '../../queue/telling/index.ts';
import { DEMO_REGISTER } from '../../workers/demo/demo-register.ts';

/** Of an invented country, which has every power there is. */
export const REGISTER: NoticeRegister = {
  ...DEMO_REGISTER,
  authority: { name: 'Cyber unit of Exampliä', email: 'notices@unit.example' },
  platforms: [
    { id: 'board', name: 'Board of Examples', hosts: ['board.example'], email: 'dsa@board.example' },
    { id: 'other', name: 'Other place', hosts: ['other.example'], form: 'https://other.example/dsa' },
  ],
};

export const GROUNDS = {
  procurement: 'It offers places in a boat across the border at night, without papers.',
  benefit: 'It asks 2,000 for each person, half of it before leaving.',
} as const;

/** Who writes letters to whoever posted. */
export const SENDER: LetterSender = {
  authority: REGISTER.authority.name,
  email: REGISTER.authority.email,
  publicAddress: 'https://report.unit.example',
  supervision: 'the data protection office of Exampliä',
};
