// The heavy half of the map island, fetched only when a map is looked at.
import { findPlaceInputs, settingsOf } from './map-element.ts';
import { makeFrame } from './map-frame.ts';
import { pickPlace } from './pick-place.ts';
import { viewPins } from './view-pins.ts';

/** Settles when the map is drawn. */
export async function openMap(element: HTMLElement): Promise<void> {
  const inputs = findPlaceInputs(element);
  const settings = settingsOf(element, inputs);
  const frame = makeFrame(element, settings);
  if (settings.mode === 'pick' && inputs) pickPlace(frame, settings, inputs);
  else await viewPins(frame, element, settings);
  if (!frame.map.loaded()) await frame.map.once('load');
  element.dataset.ready = 'true';
}
