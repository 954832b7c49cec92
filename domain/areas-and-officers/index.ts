/** Who looks after which area, when they can be met, what is coming up and what was done. */
export {
  type DoneHere,
  type Happening,
  type OfficerHere,
  whoAnswers,
} from './officer.ts';
export { getAreaPage, officerOf } from './queries.ts';
export { loadOfficers } from './set-up.ts';
