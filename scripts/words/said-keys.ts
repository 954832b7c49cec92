/** Which words the code says. */

export interface SaidKeys {
  /** Said outright: must exist. */
  readonly keys: ReadonlySet<string>;
  /** Made from data: a part stands open, and something must fit. */
  readonly patterns: ReadonlySet<string>;
  /** Every text in quotes that could be a key, so that a key kept in a table counts as used. */
  readonly quoted: ReadonlySet<string>;
}

const SAYING =
  /\b(?:say|rich|knows|pluralForms)(?:<[^>(]*>)?\(\s*(?:voice,\s*)?(?:'([^'\n]+)'|"([^"\n]+)"|`([^`]+)`)/g;
const QUOTED = /(['"`])([a-z][\w-]*\.[\w.-]+)\1/g;
/** `// words: outcome.*` declares keys that only data names. */
const DECLARED = /\/\/ words: ([\w.*, -]+)/g;
const TEMPLATE = /`([a-z][\w-]*\.[^`\s]*\$\{[^`]*)`/g;

export function saidKeys(source: string): SaidKeys {
  const keys = new Set<string>();
  const patterns = new Set<string>();
  for (const [, single, double, template] of source.matchAll(SAYING)) {
    const said = single ?? double ?? template ?? '';
    if (said.includes('${')) patterns.add(patternOf(said));
    else keys.add(said);
  }
  for (const [, template = ''] of source.matchAll(TEMPLATE)) patterns.add(patternOf(template));
  for (const [, declared = ''] of source.matchAll(DECLARED)) {
    for (const pattern of declared.split(',')) patterns.add(pattern.trim());
  }
  const quoted = new Set([...source.matchAll(QUOTED)].map(([, , text = '']) => text));
  return { keys, patterns, quoted };
}

const patternOf = (template: string): string => template.replaceAll(/\$\{[^}]*\}/g, '*');

export function fits(pattern: string, key: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');
  return new RegExp(`^${source}$`).test(key);
}

/** Keys that nobody wrote, and words that nobody says. */
export function sayingFaults(english: readonly string[], files: ReadonlyMap<string, SaidKeys>): string[] {
  const namespaces = new Set(english.map((key) => key.split('.')[0]));
  const exists = new Set(english);
  const used = new Set<string>();
  const faults: string[] = [];
  for (const [file, said] of files) {
    for (const key of said.keys) {
      if (exists.has(key)) used.add(key);
      else faults.push(`${file} says ${key}, which no catalogue has`);
    }
    for (const pattern of said.patterns) {
      if (!namespaces.has(pattern.split('.')[0])) continue;
      const fitting = english.filter((key) => fits(pattern, key));
      for (const key of fitting) used.add(key);
      if (fitting.length === 0) faults.push(`${file} says ${pattern}, which fits no key`);
    }
    for (const text of said.quoted) if (exists.has(text)) used.add(text);
  }
  return [...faults, ...english.filter((key) => !used.has(key)).map((key) => `${key} is never said`)];
}
