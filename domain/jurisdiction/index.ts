/** The places that are served: areas, units, outside services, categories with their deadlines, names of streets. */
export type { Entry, Found, Near, NumberPoint } from './gazetteer.ts';
export { foldedWords } from './gazetteer.ts';
export {
  type Box,
  boxOf,
  type Cell,
  cellOf,
  isInBox,
  metresBetween,
  middleOfCell,
  type Position,
  type Shape,
} from './geometry.ts';
export { LANGUAGES, type Language, type LocalText } from './language.ts';
export {
  type Agency,
  type Area,
  CATEGORY_KINDS,
  type Category,
  type CategoryKind,
  type CategoryQuestion,
  type Option,
  type Place,
  QUESTION_TYPES,
  type QuestionType,
  type Settings,
  type Unit,
} from './place.ts';
export { readPlaceDirectory } from './place-directory.ts';
export {
  type PlaceFile,
  type PlaceFileParts,
  PlaceFileProblem,
  parsePlaceFile,
  type StaffLine,
} from './place-file.ts';
export {
  basemapOf,
  chooseTenant,
  listTenants,
  lookAgain,
  placeOf,
  type Tenant,
  tenantBySlug,
} from './place-of.ts';
export { ensureTenant, loadPlace } from './set-up.ts';
export { dayIn, dueAt, instantIn, outcomeDueAt, weekdayIn } from './working-time.ts';
