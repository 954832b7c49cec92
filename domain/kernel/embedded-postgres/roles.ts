/** The two roles: an owner that may change tables, and the running one that may do only what migrations grant. */
import { Client } from 'pg';
import type { Cluster } from './cluster.ts';

export function connectionUrl(cluster: Cluster, role: string, password: string, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@${encodeURIComponent(cluster.sockets)}/${database}`;
}

/**
 * Makes what is missing and nothing else, so a start that was cut between two of these statements is finished by
 * the next one. Passwords come from our own file and hold only letters, digits, - and _.
 */
export async function ensureRoles(cluster: Cluster): Promise<void> {
  const client = new Client({
    connectionString: connectionUrl(cluster, 'postgres', cluster.passwords.superuser, 'postgres'),
  });
  await client.connect();
  try {
    const { owner, app } = cluster.passwords;
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(roles.rows.map((row) => row.rolname));
    const plain = 'login nosuperuser nocreaterole nobypassrls noreplication';
    if (!known.has('concord_owner')) {
      await client.query(`create role concord_owner ${plain} createdb password '${owner}'`);
    }
    if (!known.has('concord_app')) {
      await client.query(`create role concord_app ${plain} nocreatedb password '${app}'`);
    }
    const databases = await client.query("select 1 from pg_database where datname = 'concord'");
    if (databases.rowCount === 0) await client.query('create database concord owner concord_owner');
    await client.query('revoke all on database concord from public');
    await client.query('grant connect on database concord to concord_app');
  } finally {
    await client.end();
  }
}
