/** Everything that can be done or asked, by name. Pages, worker and command line call these and nothing below. */
export { type PlaceSetUp, setUpPlace } from './set-up-place.ts';
