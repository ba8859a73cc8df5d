export { ASSESSMENT_SIGNING } from './assessment.ts';
export {
  type AssessmentStanding,
  assessmentGaps,
  assessmentsEnd,
  NO_ASSESSMENTS,
} from './assessment-standing.ts';
export {
  readAssessment,
  readAssessments,
  readRightsApprovers,
  rightsFolder,
} from './read-assessments.ts';
