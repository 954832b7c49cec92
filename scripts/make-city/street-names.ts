// What the streets are called. Each neighbourhood has its own kind of names, as real towns have.

const list = (names: string) => names.split(',').map((name) => name.trim());

export const streetNames: Record<string, string[]> = {
  'old-harbour': list(
    'Calle Mar, Calle de las Redes, Calle Cordeleros, Calle del Ancla, Calle Calafates, Calle de la Sal, Callejón del Viento, Calle Toneleros, Calle de la Brea, Calle Marineros, Calle del Timón, Travesía del Muelle, Calle Boteros, Calle de las Barcas, Callejón de la Cofradía, Calle Velas, Calle del Práctico, Calle San Telmo',
  ),
  'old-town': list(
    'Calle del Arco, Calle Plateros, Calle Zapateros, Calle de la Botica, Calle del Horno, Calle Cuchilleros, Calle de la Cuesta, Calle Tintoreros, Callejón del Gato, Calle del Reloj, Calle Libreros, Calle de la Parra, Calle Curtidores, Calle del Pozo Viejo, Callejón de la Luna, Calle Alfareros, Calle de la Campana, Calle del Olmo, Calle Cesteros, Calle de los Baños',
  ),
  lighthouse: list(
    'Calle del Faro, Calle de la Farola, Calle del Vigía, Calle Gaviotas, Calle de la Roca, Calle del Temporal, Calle Cormorán, Calle de la Cala, Calle Albatros, Calle del Salitre, Calle de la Bruma, Calle del Cabo, Calle Rompeolas, Calle Alcatraz, Calle de la Punta, Calle Charrán',
  ),
  'market-quarter': list(
    'Calle del Mercado, Calle de la Lonja, Calle Azafrán, Calle del Trigo, Calle de la Miel, Calle Canela, Calle del Queso, Calle de las Almendras, Calle Romero, Calle del Aceite, Calle Pimienta, Calle de las Naranjas, Calle Hinojo, Calle del Vino, Calle Comino',
  ),
  'new-town': list(
    'Calle Progreso, Calle Goya, Calle Cervantes, Calle Lope de Vega, Calle Velázquez, Calle Rosalía de Castro, Calle Murillo, Calle Machado, Calle Sorolla, Calle Falla, Calle Albéniz, Calle Granados, Calle Zorrilla, Calle Bécquer, Calle Galdós, Calle Clara Campoamor, Calle Ramón y Cajal, Calle Concepción Arenal, Calle Balmes, Calle Espronceda, Calle Emilia Pardo, Calle Quevedo',
  ),
  station: list(
    'Calle del Ferrocarril, Calle del Vapor, Calle Ingeniero Ruiz, Calle de la Aguja, Calle del Andén, Calle Ferroviarios, Calle del Telégrafo, Calle del Correo, Calle de la Caldera, Calle del Silbato, Calle Maquinistas, Calle del Viaducto, Calle de la Señal, Calle del Cambio',
  ),
  docks: list(
    'Calle de los Astilleros, Calle Contenedores, Calle de la Grúa, Calle Estibadores, Calle del Dique Seco, Calle de la Forja, Calle Lisboa, Calle Génova, Calle Rotterdam, Calle El Pireo, Calle Marsella, Calle Alejandría, Calle Trieste, Calle Esmirna',
  ),
  'olive-groves': list(
    'Calle Arbequina, Calle Picual, Calle del Almendro, Calle del Algarrobo, Calle Encina, Calle Lentisco, Calle del Granado, Calle de la Higuera, Calle Madroño, Calle Retama, Calle del Laurel, Calle Tomillo, Calle de la Aceituna, Calle Acebuche, Calle del Ciprés, Calle Jara, Calle Morera, Calle del Tilo, Calle Espliego, Calle Mirto',
  ),
  mills: list(
    'Calle del Molino, Calle de la Harina, Calle de la Acequia, Calle de la Rueda, Calle del Batán, Calle Centeno, Calle de la Espiga, Calle Cebada, Calle de la Presa, Calle del Caño, Calle Panaderos, Calle de la Tahona, Calle Avena, Calle del Cedazo, Calle de la Alberca, Calle del Agua, Calle Hilanderas, Calle del Telar',
  ),
  'castle-hill': list(
    'Cuesta del Castillo, Calle del Adarve, Calle de la Torre, Calle Almena, Calle Mirador, Calle Halcón, Calle del Foso, Calle Vencejo, Calle de la Atalaya, Calle Golondrina, Calle del Puente Levadizo, Calle Cernícalo, Calle de los Pinos, Calle Abubilla, Calle Lechuza, Calle Jilguero',
  ),
  orchards: list(
    'Calle de la Huerta, Calle del Limonero, Calle del Naranjo, Calle Azahar, Calle del Membrillo, Calle Alcachofa, Calle de la Noria, Calle del Peral, Calle Ciruelo, Calle del Nogal, Calle Albaricoque, Calle del Cerezo, Calle de la Menta, Calle Albahaca, Calle del Pozo, Calle Jazmín, Calle Romeral, Calle de la Parcela, Calle Níspero, Calle Alhelí',
  ),
  beach: list(
    'Calle de la Arena, Calle Caracola, Calle Tramontana, Calle Garbí, Calle Siroco, Calle de la Ola, Calle Coral, Calle Medusa, Calle Delfín, Calle del Socorrista, Calle Sirena, Calle Mistral, Calle de las Dunas, Calle Erizo, Calle Lubina, Calle Dorada, Calle Sardina',
  ),
};
