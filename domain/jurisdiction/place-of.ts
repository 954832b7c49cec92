/** The places as this process knows them: read once, and again when their version has changed. */
import {
  type Db,
  type Keyring,
  orNotFound,
  type Runtime,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import type { LocalText } from './language.ts';
import { makePlace } from './make-place.ts';
import type { Place } from './place.ts';
import { plainDrawing } from './plain-drawing.ts';
import { listTenantRows, readBasemap, readPlaceRows } from './store.ts';

/** One place of the installation, as far as choosing among them needs it. */
export interface Tenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly version: string;
  readonly hosts: readonly string[];
  readonly name: LocalText;
}

interface Known {
  tenants: readonly Tenant[];
  readAt: number;
  readonly places: Map<TenantId, Place>;
  readonly basemaps: Map<TenantId, { readonly version: string; readonly drawing: string }>;
}

/** By keyring, which a process has one of: so what is known is forgotten with the process's keys. */
const known = new WeakMap<Keyring, Known>();
/** Calls that are changing the place they run in: what they read is not yet true for others. */
const changing = new WeakSet<Use>();

/** How long the list of versions is believed: what an administrator changes shows everywhere within this time. */
const BELIEVED_MS = 1_000;

function knownTo(from: Use | Runtime): Known {
  const here = known.get(from.keyring) ?? {
    ...{ tenants: [], readAt: Number.NEGATIVE_INFINITY },
    ...{ places: new Map(), basemaps: new Map() },
  };
  known.set(from.keyring, here);
  return here;
}

/** Called where a place was changed: from here on this call reads it anew. */
export function noteChange(use: Use): void {
  changing.add(use);
}

/** Called when a change was committed: this process sees it at once, others within a second. */
export function lookAgain(runtime: Runtime): void {
  knownTo(runtime).readAt = Number.NEGATIVE_INFINITY;
}

/** Every place of this installation, the oldest first. At most one statement a second. */
export async function listTenants(from: Use | Runtime): Promise<readonly Tenant[]> {
  const here = knownTo(from);
  const now = performance.now();
  if (now - here.readAt <= BELIEVED_MS) return here.tenants;
  const rows = await ('db' in from ? listTenantRows(from.db) : transact(from.pool, null, listTenantRows));
  const tenants = rows.map((row) => ({ ...row, hosts: row.hosts ?? [], name: row.name ?? {} }));
  if ('db' in from && changing.has(from)) return tenants;
  here.tenants = tenants;
  here.readAt = now;
  return tenants;
}

export async function tenantBySlug(from: Use | Runtime, slug: string): Promise<Tenant | undefined> {
  return (await listTenants(from)).find((tenant) => tenant.slug === slug);
}

/**
 * Which place a request is for: the one that owns the host name; else the one that the person chose (a cookie with its
 * slug, where several share a name, as in the demo); else the first. A host that is owned cannot be talked out of it.
 */
export function chooseTenant(
  tenants: readonly Tenant[],
  host: string,
  chosenSlug: string | undefined,
): Tenant | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const owner = tenants.find((tenant) => tenant.hosts.includes(name));
  if (owner) return owner;
  const shared = tenants.filter((tenant) => tenant.hosts.length === 0);
  return shared.find((tenant) => tenant.slug === chosenSlug) ?? shared[0];
}

/** All that a place has set. From memory, apart from one short check a second. */
export async function placeOf(from: Use | Runtime, tenant: TenantId): Promise<Place> {
  const read = async (db: Db) => makePlace(tenant, orNotFound(await readPlaceRows(db, tenant)));
  if ('db' in from && changing.has(from)) return read(from.db);
  const here = knownTo(from);
  const version = (await listTenants(from)).find(({ id }) => id === tenant)?.version;
  const kept = here.places.get(tenant);
  if (kept && kept.version === version) return kept;
  const place = await ('db' in from ? read(from.db) : transact(from.pool, tenant, read));
  here.places.set(tenant, place);
  return place;
}

/** The drawing under the maps of a place, as GeoJSON text; made of its areas where it brought none. */
export async function basemapOf(from: Use | Runtime, place: Place): Promise<string> {
  const here = knownTo(from);
  const kept = here.basemaps.get(place.tenant);
  if (kept && kept.version === place.version) return kept.drawing;
  const read = (db: Db) => readBasemap(db, place.tenant);
  const drawing =
    (await ('db' in from ? read(from.db) : transact(from.pool, place.tenant, read))) ?? plainDrawing(place);
  here.basemaps.set(place.tenant, { version: place.version, drawing });
  return drawing;
}
