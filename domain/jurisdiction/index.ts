/** The places that are served: areas, units, outside services, categories with their deadlines, names of streets. */
export type { Found } from './gazetteer.ts';
export { boxOf, middleOfCell, type Position } from './geometry.ts';
export { LANGUAGES, type Language, type LocalText } from './language.ts';
export {
  type Area,
  CATEGORY_KINDS,
  type Category,
  type CategoryKind,
  type CategoryQuestion,
  type Place,
  type Unit,
} from './place.ts';
export { readPlaceDirectory } from './place-directory.ts';
export { type PlaceFile, type PlaceFileParts, PlaceFileProblem, parsePlaceFile } from './place-file.ts';
export { basemapOf, chooseTenant, listTenants, lookAgain, placeOf, tenantBySlug } from './place-of.ts';
export { ensureTenant, loadPlace } from './set-up.ts';
export { dayIn, instantIn } from './wall-clock.ts';
