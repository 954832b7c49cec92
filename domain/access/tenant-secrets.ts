import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Keyring, TenantId, Use } from '#domain/kernel';

export type TenantSecret = 'search-words' | 'access-log' | 'sign-in-names';

/** Secrets change never and are few, so a process keeps them; forgotten with its keyring. */
const opened = new WeakMap<Keyring, Map<string, Buffer>>();
const contextOf = (tenant: TenantId, name: TenantSecret) => `tenant-secret|${tenant}|${name}`;

/**
 * A 32-byte secret of the tenant, made at first use. Kept wrapped by the master key, so that changing the master key
 * changes none of the tokens made with it. Two first uses at once: one row is kept and both read it.
 */
export async function tenantSecret(use: Use, name: TenantSecret): Promise<Buffer> {
  const kept = opened.get(use.keyring) ?? new Map<string, Buffer>();
  opened.set(use.keyring, kept);
  const context = contextOf(use.tenant, name);
  const known = kept.get(context);
  if (known) return known;
  const find = () =>
    sql<{
      wrapped: Buffer;
    }>`select wrapped from access.tenant_secret where tenant = ${use.tenant} and name = ${name}`.execute(
      use.db,
    );
  let row = (await find()).rows[0];
  if (row) {
    const secret = use.keyring.unwrap(row.wrapped, context);
    // Kept only when read back from the database: a row of this transaction may yet be rolled back.
    kept.set(context, secret);
    return secret;
  }
  await sql`insert into access.tenant_secret (tenant, name, wrapped)
    values (${use.tenant}, ${name}, ${use.keyring.wrap(randomBytes(32), context)}) on conflict do nothing`.execute(
    use.db,
  );
  row = (await find()).rows[0];
  if (!row) throw new Error('A tenant secret could not be made.');
  return use.keyring.unwrap(row.wrapped, context);
}

export async function rewrapTenantSecrets(use: Use): Promise<void> {
  const { rows } = await sql<{
    name: TenantSecret;
    wrapped: Buffer;
  }>`select name, wrapped from access.tenant_secret
    where tenant = ${use.tenant} for update`.execute(use.db);
  for (const row of rows.filter(({ wrapped }) => !use.keyring.isCurrent(wrapped))) {
    const context = contextOf(use.tenant, row.name);
    const wrapped = use.keyring.wrap(use.keyring.unwrap(row.wrapped, context), context);
    await sql`update access.tenant_secret set wrapped = ${wrapped} where tenant = ${use.tenant} and name = ${row.name}`.execute(
      use.db,
    );
  }
}
