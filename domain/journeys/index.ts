/** Everything that can be done or asked, by name. Pages, worker and command line call these and nothing below. */

export {
  type AreaView,
  type CellOfReports,
  countPublishedOnMap,
  listPublishedReports,
  lookAtArea,
  type OfficerView,
  type PublishedPage,
} from './look-around.ts';
export { type OpenedFile, openFile } from './open-file.ts';
export { prepareFile, removeFiles, tidyUploads } from './prepare-files.ts';
export { proveReceipt } from './receipts.ts';
export {
  type DraftUpload,
  findUpload,
  listDraftUploads,
  receiveUpload,
  removeDraftUpload,
  startUpload,
} from './send-files.ts';
export { type PlaceSetUp, setUpPlace } from './set-up-place.ts';
