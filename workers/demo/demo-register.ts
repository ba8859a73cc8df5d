import type { NoticeRegister } from '../../queue/contracts/index.ts';

/** An invented authority that may do everything, for the demo; its platforms are the fictional web on loopback. */
export const DEMO_REGISTER: NoticeRegister = {
  authority: { name: 'Cyber unit of Examplia (demo)', email: 'notices@unit.example' },
  provisions: [
    {
      id: 'residence',
      en: 'Section 96 of the Residence Act of Examplia',
      fr: 'Article 96 de la loi sur le séjour d’Examplie',
    },
  ],
  flagger: {
    status: 'Trusted flagger for smuggling of migrants',
    awardedBy: 'Digital Services Coordinator of Examplia',
    awardedOn: '2026-02-01',
  },
  order: {
    issuedBy: 'District court of Exampleton',
    legalBasis: {
      en: 'Section 9 of the Digital Services Act of Examplia',
      fr: 'Article 9 de la loi sur les services numériques d’Examplie',
    },
    redress: {
      en: 'Complaint within one month to the court of appeal of Exampleton.',
      fr: 'Recours dans un délai d’un mois devant la cour d’appel d’Exampleton.',
    },
    territory: { en: 'Examplia', fr: 'Examplie' },
  },
  platforms: [
    { id: 'demo', name: 'Fictional web', hosts: ['127.0.0.1'], email: 'dsa@fictional-web.example' },
  ],
};
