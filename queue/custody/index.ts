export { type ChainFault, type CustodyLink, checkChain, eventBytes } from './chain.ts';
