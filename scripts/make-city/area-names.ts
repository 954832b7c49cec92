// The twelve neighbourhoods in the five languages of the city.

type Named = Record<'en' | 'es' | 'el' | 'nl' | 'ar', string>;

const named = (en: string, es: string, el: string, nl: string, ar: string): Named => ({ en, es, el, nl, ar });

export const areaNames: Record<string, Named> = {
  'old-harbour': named('Old Harbour', 'Puerto Viejo', 'Παλιό Λιμάνι', 'Oude Haven', 'الميناء القديم'),
  'old-town': named('Old Town', 'Casco Antiguo', 'Παλιά Πόλη', 'Oude Stad', 'المدينة القديمة'),
  lighthouse: named('Lighthouse', 'El Faro', 'Φάρος', 'Vuurtoren', 'المنارة'),
  'market-quarter': named(
    'Market Quarter',
    'Barrio del Mercado',
    'Συνοικία της Αγοράς',
    'Marktbuurt',
    'حي السوق',
  ),
  'new-town': named('New Town', 'El Ensanche', 'Νέα Πόλη', 'Nieuwe Stad', 'المدينة الجديدة'),
  station: named('Station', 'La Estación', 'Σταθμός', 'Stationsbuurt', 'حي المحطة'),
  docks: named('Docks', 'Los Muelles', 'Αποβάθρες', 'Dokken', 'الأرصفة'),
  'olive-groves': named('Olive Groves', 'Los Olivos', 'Ελαιώνες', 'Olijfgaarden', 'بساتين الزيتون'),
  mills: named('Mills', 'Los Molinos', 'Μύλοι', 'Molens', 'الطواحين'),
  'castle-hill': named(
    'Castle Hill',
    'Monte del Castillo',
    'Λόφος του Κάστρου',
    'Kasteelheuvel',
    'تل القلعة',
  ),
  orchards: named('Orchards', 'Las Huertas', 'Περιβόλια', 'Boomgaarden', 'البساتين'),
  beach: named('Beach', 'La Playa', 'Παραλία', 'Strand', 'الشاطئ'),
};
