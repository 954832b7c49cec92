import { getConnInfo } from '@hono/node-server/conninfo';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { listPendingMigrations, sent } from '#domain/kernel';
import type { App, Web } from './visit.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For whoever watches over the process. `/healthz`: it runs. `/readyz`: it can serve. `/metrics`: on this machine alone. */
export function health(app: App, web: Web): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const pending = await listPendingMigrations(web.runtime.pool).catch(() => [
      'the database does not answer',
    ]);
    return pending.length === 0 ? c.text('ready') : c.text(`not ready: ${pending.join(', ')}`, 503);
  });
  app.get('/metrics', async (c) => {
    // Behind a proxy every caller seems local, so a forwarded request is refused as well.
    const from = getConnInfo(c).remote.address ?? '';
    if (!LOOPBACK.has(from) || c.req.header('x-forwarded-for')) return c.notFound();
    const { statements, transactions } = sent;
    const counted =
      `# TYPE concord_sql_statements counter\nconcord_sql_statements ${statements}\n` +
      `# TYPE concord_sql_transactions counter\nconcord_sql_transactions ${transactions}\n`;
    return c.text(`${await registry.metrics()}${counted}`, 200, { 'Content-Type': registry.contentType });
  });
}
