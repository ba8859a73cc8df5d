export { type Coverage, createCoverage, type Probe } from './coverage.ts';
