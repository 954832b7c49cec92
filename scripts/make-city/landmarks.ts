// Places that people name when they say where something happened. `aka` holds what else they call them.
import type { Point } from './geometry.ts';

export type Landmark = { kind: string; name: string; at: Point; aka?: string[] };

const of = (kind: string, ...rows: [name: string, x: number, y: number, aka?: string][]): Landmark[] =>
  rows.map(([name, x, y, aka]) => ({
    kind,
    name,
    at: [x, y],
    ...(aka ? { aka: aka.split(',').map((word) => word.trim()) } : {}),
  }));

export const landmarks: Landmark[] = [
  ...of(
    'market',
    ['Mercado del Pescado', 3330, 2400, 'fish market, Pescadería, ψαραγορά, vismarkt, سوق السمك'],
    ['Mercado Central', 3960, 2900, 'central market, κεντρική αγορά, centrale markt, السوق المركزي'],
    ['Mercadillo de la Feria', 3300, 4620, 'Sunday market, flea market, rommelmarkt'],
  ),
  ...of(
    'health',
    ['Hospital General de Haven', 4310, 3620, 'hospital, νοσοκομείο, ziekenhuis, المستشفى'],
    ['Centro de Salud Puerto', 2700, 2540, 'health centre, gezondheidscentrum'],
    ['Centro de Salud Ensanche', 3320, 3360],
    ['Centro de Salud Molinos', 2760, 4420],
    ['Centro de Salud Playa', 1080, 1820],
  ),
  ...of(
    'library',
    ['Biblioteca Municipal', 3200, 3180, 'library, βιβλιοθήκη, bibliotheek, المكتبة'],
    ['Biblioteca del Puerto', 2830, 2560, 'harbour library'],
    ['Biblioteca de los Olivos', 4720, 4330],
  ),
  ...of(
    'school',
    ['Colegio Puerto Viejo', 3080, 2600, 'harbour school'],
    ['Colegio Plaza Mayor', 2560, 3020],
    ['Colegio Cervantes', 2760, 3800],
    ['Instituto Ensanche', 3440, 3780, 'secondary school, institute'],
    ['Colegio El Faro', 4020, 2210],
    ['Colegio La Playa', 840, 1560],
    ['Colegio Las Huertas', 1420, 2980],
    ['Instituto La Noria', 1560, 2420],
    ['Colegio Molinos', 3080, 4420],
    ['Colegio El Castillo', 1290, 4260],
    ['Colegio Los Olivos', 5000, 4420],
    ['Universidad Popular', 4240, 4420, 'university, campus'],
  ),
  ...of(
    'public-office',
    ['Ayuntamiento de Haven', 2930, 3010, 'town hall, city hall, δημαρχείο, stadhuis, البلدية'],
    ['Comisaría Central', 3480, 3200, 'police station, αστυνομικό τμήμα, politiebureau, مركز الشرطة'],
    ['Juzgados de Haven', 3300, 3520, 'court, law courts'],
    ['Oficina del Consumidor', 3130, 2980, 'consumer office'],
    ['Parque de Bomberos', 4560, 3300, 'fire station, brandweer'],
    ['Capitanía del Puerto', 3420, 2230, 'harbour office, havenkantoor'],
  ),
  ...of(
    'culture',
    ['Museo del Mar', 3640, 2080, 'sea museum'],
    ['Teatro Principal', 2720, 3130, 'theatre'],
    ['Castillo de Haven', 690, 4130, 'castle, κάστρο, kasteel, القلعة'],
    ['Faro de Haven', 4290, 1420, 'lighthouse, φάρος, vuurtoren, المنارة'],
    ['Casa de la Juventud', 3140, 4150, 'youth centre, jongerencentrum'],
    ['Centro Cívico Huertas', 1050, 2900, 'community centre, buurthuis'],
    ['Auditorio de la Estación', 4120, 3520],
  ),
  ...of(
    'sport',
    ['Estadio de los Molinos', 2560, 4660, 'stadium, football ground, γήπεδο, stadion, الملعب'],
    ['Polideportivo Playa', 1500, 2020, 'sports centre'],
    ['Piscina Municipal', 4900, 3700, 'swimming pool, zwembad'],
    ['Pista de Patinaje', 1930, 2140, 'skate park'],
  ),
  ...of(
    'harbour',
    ['Puerto Deportivo', 3150, 2290, 'marina, jachthaven'],
    ['Muelle de Pescadores', 2780, 2220, 'fishing quay'],
    ['Terminal de Ferris', 5020, 2340, 'ferry terminal, veerterminal'],
    ['Rompeolas', 3140, 1550, 'breakwater'],
    ['Varadero Municipal', 2440, 1800, 'slipway'],
  ),
  ...of(
    'transport',
    ['Estación de Haven', 3980, 3430, 'railway station, train station, σταθμός, station, المحطة'],
    ['Estación de Autobuses', 3760, 3480, 'bus station, busstation'],
    ['Aparcamiento Muralla', 3220, 3090, 'car park, parkeergarage'],
    ['Aparcamiento Playa', 1020, 1420, 'beach car park'],
    ['Puente Viejo', 2120, 2470, 'old bridge, oude brug'],
    ['Puente Nuevo', 1830, 3760, 'new bridge'],
  ),
  ...of(
    'beach',
    ['Playa del Poniente', 640, 1030, 'beach, παραλία, strand, الشاطئ'],
    ['Playa de los Niños', 1630, 1385, 'children’s beach'],
    ['Cala del Faro', 3720, 1520, 'cove'],
    ['Cala Honda', 5930, 3220],
  ),
];
