export { type ChainFault, checkChain } from './chain.ts';
export { type CustodyLink, custodyEventOf, eventBytes, eventIn } from './event.ts';
