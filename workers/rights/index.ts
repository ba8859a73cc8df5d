export { ASSESSMENT_SIGNING } from './assessment.ts';
export { type AssessmentStanding, assessmentGaps, assessmentsEnd } from './assessment-standing.ts';
export {
  readAssessment,
  readAssessments,
  readRightsApprovers,
  rightsFolder,
} from './read-assessments.ts';
