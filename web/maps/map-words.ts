// The few sentences that a live map says. The page writes them into the map's element, already in the person's language.

export const mapWordKeys = [
  'showMap',
  'mapOf',
  'cross',
  'near',
  'nearStreet',
  'inArea',
  'outside',
  'placeSet',
  'placeRemoved',
  'remove',
  'pin',
  'zoomIn',
  'zoomOut',
  'twoFingers',
  'holdCtrl',
  'holdCommand',
  'failed',
  'list',
  'loading',
  'unknown',
] as const;

export type MapWords = Record<(typeof mapWordKeys)[number], string>;

type Say = (key: string, values: Record<string, string>) => string;

/** `data-words` of a map's element. The names in braces stay: the browser fills them in as the cross moves. */
export function mapWords(say: Say): string {
  const open = { street: '{street}', area: '{area}', where: '{where}' };
  return JSON.stringify(Object.fromEntries(mapWordKeys.map((key) => [key, say(`map.${key}`, open)])));
}

export const fillIn = (words: string, values: Record<string, string>) =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
