import type { NoticeRegister } from '../../queue/contracts/index.ts';

/** Of an invented country, which has every power there is. */
export const REGISTER: NoticeRegister = {
  authority: { name: 'Cyber unit of Exampliä', email: 'notices@unit.example' },
  provisions: [
    {
      id: 'residence',
      en: 'Section 96 of the Residence Act of Examplia',
      fr: 'Article 96 de la loi sur le séjour d’Examplie',
    },
  ],
  flagger: {
    status: 'Trusted flagger for smuggling of migrants',
    awardedBy: 'Coordinator of Examplia',
    awardedOn: '2026-02-01',
  },
  order: {
    issuedBy: 'District court of Exampleton',
    legalBasis: {
      en: 'Section 9 of the Digital Services Act of Examplia',
      fr: 'Article 9 de la loi numérique',
    },
    redress: {
      en: 'Complaint within one month to the court of appeal.',
      fr: 'Recours dans un délai d’un mois devant la cour d’appel.',
    },
    territory: { en: 'Examplia', fr: 'Examplie' },
  },
  platforms: [
    { id: 'board', name: 'Board of Examples', hosts: ['board.example'], email: 'dsa@board.example' },
    { id: 'other', name: 'Other place', hosts: ['other.example'], form: 'https://other.example/dsa' },
  ],
};

export const GROUNDS = {
  procurement: 'It offers places in a boat across the border at night, without papers.',
  benefit: 'It asks 2,000 for each person, half of it before leaving.',
} as const;
