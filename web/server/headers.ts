import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { Visit } from './visit.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
];

/**
 * What every answer carries (ASVS 5, V3.4). Scripts run only with the nonce of this answer, no page asks anything of
 * another host, no other site may frame us or learn an address of ours.
 */
export function securityHeaders(secure: boolean): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const nonce = randomBytes(16).toString('base64');
    c.set('nonce', nonce);
    c.set('sensitive', false);
    c.set('reference', randomBytes(5).toString('hex'));
    await next();
    const headers = c.res.headers;
    const policy = [...POLICY, `script-src 'nonce-${nonce}' 'strict-dynamic'`];
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', policy.join('; '));
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', c.get('sensitive') ? 'no-referrer' : 'same-origin');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set(
      'Permissions-Policy',
      'camera=(), microphone=(), payment=(), usb=(), geolocation=(self), browsing-topics=()',
    );
    headers.set('X-Frame-Options', 'DENY');
    if (secure) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
    // Pages are about one person's moment; what may be kept says so itself.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}

const WORTH_IT = 1024;

/** Compress pages. The receipts and keys on a page are never beside text of somebody else's choosing. */
export const compressPages: MiddlewareHandler<Visit> = async (c, next) => {
  await next();
  const type = c.res.headers.get('Content-Type') ?? '';
  if (
    !/^(text\/html|application\/(geo\+)?json|image\/svg)/.test(type) ||
    c.res.headers.has('Content-Encoding') ||
    !c.res.body
  )
    return;
  const accepts = c.req.header('accept-encoding') ?? '';
  const encoding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : undefined;
  if (!encoding) return;
  const body = Buffer.from(await c.res.arrayBuffer());
  if (body.length < WORTH_IT) {
    c.res = new Response(body, c.res);
    return;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const small = encoding === 'br' ? brotliCompressSync(body, { params }) : gzipSync(body, { level: 6 });
  c.res = new Response(small, c.res);
  c.res.headers.set('Content-Encoding', encoding);
  c.res.headers.append('Vary', 'Accept-Encoding');
  c.res.headers.delete('Content-Length');
};
