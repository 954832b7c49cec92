// The colours of every map: paper and ink by day and by night, nothing louder than a pin.

export type MapTheme = 'light' | 'dark';

export type Palette = Record<
  | 'water'
  | 'countryside'
  | 'city'
  | 'houses'
  | 'works'
  | 'park'
  | 'wood'
  | 'sand'
  | 'quay'
  | 'square'
  | 'road'
  | 'avenue'
  | 'casing'
  | 'motorway'
  | 'path'
  | 'rail'
  | 'outline'
  | 'chosen'
  | 'text'
  | 'faintText'
  | 'waterText'
  | 'parkText'
  | 'halo'
  | 'pin'
  | 'pinText',
  string
>;

export const palettes: Record<MapTheme, Palette> = {
  light: {
    water: '#c3dbe2',
    countryside: '#e9ecdf',
    city: '#f3f0e9',
    houses: '#e3ddd2',
    works: '#dcd9d6',
    park: '#cfe3c2',
    wood: '#d6e4c9',
    sand: '#f3e6bf',
    quay: '#e6e1d7',
    square: '#f8f3e6',
    road: '#ffffff',
    avenue: '#fbeecb',
    casing: '#c3b9a6',
    motorway: '#f2d9a8',
    path: '#b9a98c',
    rail: '#8d8d8d',
    outline: '#0b5c5c',
    chosen: '#0b5c5c',
    text: '#22302f',
    faintText: '#5a5f5c',
    waterText: '#2f6175',
    parkText: '#3f6b35',
    halo: '#fbf9f4',
    pin: '#a3260f',
    pinText: '#ffffff',
  },
  dark: {
    water: '#14262e',
    countryside: '#1b211d',
    city: '#21211f',
    houses: '#2d2c29',
    works: '#2a2b2d',
    park: '#22331f',
    wood: '#1e2b1d',
    sand: '#3a3526',
    quay: '#2f2e2b',
    square: '#34322c',
    road: '#45433e',
    avenue: '#5d5644',
    casing: '#161614',
    motorway: '#5c4d2c',
    path: '#5e5647',
    rail: '#77777a',
    outline: '#7fd1cb',
    chosen: '#7fd1cb',
    text: '#ecebe6',
    faintText: '#b5b4ae',
    waterText: '#8fb9c9',
    parkText: '#9cc48d',
    halo: '#1a1a18',
    pin: '#ff8f73',
    pinText: '#1a1a18',
  },
};
