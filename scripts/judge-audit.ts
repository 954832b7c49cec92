interface Audit {
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly code?: string };
  readonly metadata?: { readonly vulnerabilities?: { readonly total: number } };
  readonly vulnerabilities?: Readonly<Record<string, { readonly name: string; readonly severity: string }>>;
}

/**
 * Reads what `npm audit --json` said. High and critical findings fail. A registry that cannot be asked is said in a
 * line and does not fail: a machine without network must still be able to check itself.
 */
export function judgeAudit(said: string): { ok: boolean; note: string } {
  let answer: Audit;
  try {
    answer = JSON.parse(said);
  } catch {
    return { ok: true, note: 'not looked up: the registry gave no answer' };
  }
  const counts = answer.metadata?.vulnerabilities;
  if (!counts) {
    const why =
      answer.error?.summary || answer.message || answer.error?.code || 'the registry gave no answer';
    return { ok: true, note: `not looked up: ${String(why).split('\n')[0]}` };
  }
  const bad = Object.values(answer.vulnerabilities ?? {}).filter(({ severity }) =>
    ['high', 'critical'].includes(severity),
  );
  if (bad.length > 0)
    return { ok: false, note: `known faults in ${bad.map(({ name }) => name).join(', ')}; see npm audit` };
  return { ok: true, note: counts.total > 0 ? `${counts.total} of low or moderate severity` : '' };
}
