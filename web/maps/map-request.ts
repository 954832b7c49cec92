// What a static map is asked to show.
import type { AreaFeature, BaseMap } from './base-map.ts';
import type { MapTheme } from './palette.ts';
import type { MapView, Place } from './projection.ts';

export type Pin = Place & { label?: string };

export type StaticMap = {
  view: MapView;
  baseMap: BaseMap;
  areas?: readonly AreaFeature[];
  /** The area to be outlined boldly. */
  chosenArea?: string;
  pins?: readonly Pin[];
  theme: MapTheme;
  language: string;
  /** What the picture shows, for people who hear it. */
  title: string;
};

/** Names come from people; a picture is markup. */
export const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
