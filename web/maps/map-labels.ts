// Names on a static map. What matters more is placed first; a name that would cover another is left out.
import { type Position, ringsOf } from './base-map.ts';
import { escapeXml, type StaticMap } from './map-request.ts';
import type { Palette } from './palette.ts';
import { type Pixel, toPixel } from './projection.ts';

type Label = { text: string; at: Pixel; size: number; color: keyof Palette; weight?: number; turn?: number };
type Box = { left: number; right: number; top: number; bottom: number };

/** Letters of the system fonts are on average a little over half as wide as high, bold ones more. */
const widthOf = (label: Label) => label.text.length * label.size * (label.weight ? 0.64 : 0.56);

function boxOf(label: Label): Box {
  const turn = ((label.turn ?? 0) * Math.PI) / 180;
  const wide = widthOf(label);
  const across = Math.abs(Math.cos(turn)) * wide + Math.abs(Math.sin(turn)) * label.size;
  const up = Math.abs(Math.sin(turn)) * wide + Math.abs(Math.cos(turn)) * label.size;
  const { x, y } = label.at;
  return { left: x - across / 2 - 2, right: x + across / 2 + 2, top: y - up / 2 - 2, bottom: y + up / 2 + 2 };
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

function pointLabels({ baseMap, view, language }: StaticMap, fineness: number): Label[] {
  const styles: Record<string, Omit<Label, 'text' | 'at'> & { finerThan: number }> = {
    area: { size: fineness > 7 ? 12.5 : 15, color: 'text', weight: 650, finerThan: 25 },
    water: { size: 13, color: 'waterText', finerThan: 20 },
    park: { size: 11.5, color: 'parkText', finerThan: 6 },
    square: { size: 11, color: 'faintText', finerThan: 3.2 },
  };
  const rank = Object.keys(styles);
  return baseMap.features
    .filter(({ properties }) => properties.layer === 'label' && properties.name)
    .sort((a, b) => rank.indexOf(a.properties.class) - rank.indexOf(b.properties.class))
    .flatMap(({ properties, geometry }) => {
      const style = styles[properties.class];
      const [lon, lat] = ringsOf(geometry)[0]?.[0] ?? [0, 0];
      if (!style || fineness > style.finerThan) return [];
      const text = properties[`name:${language}`] ?? properties.name ?? '';
      return [{ ...style, text, at: toPixel(view, { lat, lon }) }];
    });
}

/** The longest straight piece of a street is where its name is read most easily. */
function streetLabel(
  name: string,
  lines: (readonly Position[])[],
  map: StaticMap,
  avenue: boolean,
): Label | undefined {
  let best: { long: number; label: Label } | undefined;
  for (const line of lines) {
    const points = line.map(([lon, lat]) => toPixel(map.view, { lat, lon }));
    points.slice(1).forEach((b, i) => {
      const a = points[i] ?? b;
      const long = Math.hypot(b.x - a.x, b.y - a.y);
      if (best && best.long >= long) return;
      const turn = (Math.atan((b.y - a.y) / (b.x - a.x || 1e-6)) * 180) / Math.PI;
      const at = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      best = { long, label: { text: name, at, size: avenue ? 11.5 : 10.5, color: 'text', turn } };
    });
  }
  return best && best.long > widthOf(best.label) * 0.6 ? best.label : undefined;
}

function streetLabels(map: StaticMap, fineness: number): Label[] {
  const shown = fineness > 5 ? [] : fineness > 2.6 ? ['avenue'] : ['avenue', 'street'];
  return shown.flatMap((kind) =>
    map.baseMap.features
      .filter(({ properties: p }) => p.layer === 'road' && p.class === kind && p.name)
      .flatMap(({ properties, geometry }) => {
        const label = streetLabel(properties.name ?? '', ringsOf(geometry), map, kind === 'avenue');
        return label ? [label] : [];
      }),
  );
}

export function drawLabels(map: StaticMap, palette: Palette, fineness: number): string {
  const taken: Box[] = [];
  const { width, height } = map.view;
  const kept = [...pointLabels(map, fineness), ...streetLabels(map, fineness)].filter((label) => {
    const box = boxOf(label);
    if (box.left < 2 || box.top < 2 || box.right > width - 2 || box.bottom > height - 2) return false;
    if (taken.some((other) => overlap(box, other))) return false;
    taken.push(box);
    return true;
  });
  const drawn = kept.map(({ text, at, size, color, weight, turn }) => {
    const [x, y] = [at.x.toFixed(1), (at.y + size * 0.35).toFixed(1)];
    const turned = turn
      ? ` transform="rotate(${turn.toFixed(0)} ${at.x.toFixed(1)} ${at.y.toFixed(1)})"`
      : '';
    return `<text x="${x}" y="${y}" font-size="${size}" fill="var(--map-${color.toLowerCase()},${palette[color]})"${weight ? ` font-weight="${weight}"` : ''}${turned}>${escapeXml(text)}</text>`;
  });
  return `<g text-anchor="middle" stroke="var(--map-halo,${palette.halo})" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${drawn.join('')}</g>`;
}
