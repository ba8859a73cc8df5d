/** One requirement of human rights and of the law, by its stable id. */
export interface Requirement {
  readonly id: string;
  readonly says: string;
  /** What has to be built before it can be tested; such a requirement has no test. */
  readonly waitsFor?: string;
}
