/** Which words the code says. */

export interface SaidKeys {
  /** Said outright: must exist. */
  readonly keys: ReadonlySet<string>;
  /** Made from data: a part stands open, and something must fit. */
  readonly patterns: ReadonlySet<string>;
  /** Templates that may be keys; nobody is blamed when they are not. */
  readonly templates: ReadonlySet<string>;
  /** Every text in quotes that could be a key, so that a key kept in a table counts as used. */
  readonly quoted: ReadonlySet<string>;
}

const SAYING =
  /\b(?:say|rich|knows|pluralForms)(?:<[^>(]*>)?\(\s*(?:voice,\s*)?(?:'([^'\n]+)'|"([^"\n]+)"|`([^`]+)`)/g;
const QUOTED = /(['"`])([a-z][\w-]*\.[\w.-]+)\1/g;
/** `// words: outcome.*` declares keys that only data names. */
const DECLARED = /\/\/ words: ([\w.*, -]+)/g;
const TEMPLATE = /`([a-z][\w-]*\.(?:[\w.-]|\$\{[^}`]*\})+)`/g;

export function saidKeys(source: string): SaidKeys {
  const keys = new Set<string>();
  const patterns = new Set<string>();
  for (const [, single, double, template] of source.matchAll(SAYING)) {
    const said = single ?? double ?? template ?? '';
    if (said.includes('${')) patterns.add(patternOf(said));
    else keys.add(said);
  }
  const templates = new Set([...source.matchAll(TEMPLATE)].map(([, template = '']) => patternOf(template)));
  for (const [, declared = ''] of source.matchAll(DECLARED)) {
    for (const pattern of declared.split(',')) patterns.add(pattern.trim());
  }
  const quoted = new Set([...source.matchAll(QUOTED)].map(([, , text = '']) => text));
  return { keys, patterns, templates, quoted };
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
  const exists = new Set(english);
  const used = new Set<string>();
  const faults: string[] = [];
  for (const [file, said] of files) {
    for (const key of said.keys) {
      if (exists.has(key)) used.add(key);
      else faults.push(`${file} says ${key}, which no catalogue has`);
    }
    for (const pattern of new Set([...said.patterns, ...said.templates])) {
      const fitting = english.filter((key) => fits(pattern, key));
      for (const key of fitting) used.add(key);
      if (fitting.length === 0 && said.patterns.has(pattern)) {
        faults.push(`${file} says ${pattern}, which fits no key`);
      }
    }
    for (const text of said.quoted) if (exists.has(text)) used.add(text);
  }
  return [...faults, ...english.filter((key) => !used.has(key)).map((key) => `${key} is never said`)];
}
