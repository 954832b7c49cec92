import type { ComponentChildren, VNode } from 'preact';
import type { Area, Place } from '#domain/jurisdiction';
import { useVoice } from '#ui';
import { mapWords } from '../../maps/map-words.ts';

interface LiveMapProps {
  readonly place: Place;
  /** Begin with this area in view; else with all of the place. */
  readonly area?: Area | undefined;
  /** `pick` fills the inputs `lat` and `lon` inside it or in its form; `view` shows `pins` with a list beside. */
  readonly mode: 'pick' | 'view';
  /** A GeoJSON address of points with `title`. */
  readonly pins?: string | undefined;
  /** What does the same without scripts; hidden once the map stands where it carries `data-map-fallback`. */
  readonly children?: ComponentChildren;
}

/** A map that comes when its button is pressed, and not before: it weighs more than all else of the page. */
export function LiveMap({ place, area, mode, pins, children }: LiveMapProps): VNode {
  const { say } = useVoice();
  const files = `/maps/${place.slug}`;
  const version = place.version.slice(0, 8);
  return (
    <div
      data-island="place-map"
      data-mode={mode}
      data-basemap={`${files}/basemap.geojson?version=${version}`}
      data-areas={`${files}/areas.geojson?version=${version}`}
      data-bounds={(area?.box ?? place.bounds).join(',')}
      data-pins={pins}
      data-words={mapWords(say)}
    >
      <p>
        {/* Hidden until its script finds it. */}
        <button class="button secondary" type="button" hidden data-map-open>
          {say('map.showMap')}
        </button>
      </p>
      {children}
    </div>
  );
}
