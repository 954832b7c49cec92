/** Who looks after which area, when they can be met, what is coming up and what was done. */
export {
  type AreaPage,
  type DoneHere,
  type Happening,
  type OfficerHere,
  type Role,
  type Walk,
  whoAnswers,
} from './officer.ts';
export { getAreaPage, officerOf } from './queries.ts';
export { loadOfficers } from './set-up.ts';
export { listOfficersOf } from './store.ts';
