/** How to run PostgreSQL's programs: it refuses to run as root, and it should end when we end. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartRefused } from './start-refused.ts';

export interface Launcher {
  /** Words put before the program's own. */
  readonly prefix: readonly string[];
  /** Who must own the database files, seen from outside. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** SIGINT is PostgreSQL's "fast" shutdown: it ends open transactions and writes a clean checkpoint. */
const ENDS_WITH_US = ['setpriv', '--pdeathsig=INT'];

function works(prefix: readonly string[]): boolean {
  const [program, ...rest] = [
    ...prefix,
    process.execPath,
    '-e',
    'process.exit(process.geteuid() === 0 ? 1 : 0)',
  ];
  return program !== undefined && spawnSync(program, rest, { stdio: 'ignore' }).status === 0;
}

/** An account that is not root; PostgreSQL's initdb insists that it has a name. */
function findPlainAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0);
  const found = ['postgres', 'daemon', 'nobody']
    .map((name) => accounts.find((a) => a.name === name))
    .find(Boolean);
  return found ?? accounts[0] ?? { uid: 65534, gid: 65534 };
}

/**
 * As root, three ways are tried in this order:
 * 1. a user namespace in which we bear another number: files stay ours, so a checkout that only root may enter works;
 * 2. another account that keeps one right, to reach files under directories closed to it;
 * 3. that account alone.
 */
export function chooseLauncher(): Launcher {
  const uid = process.geteuid?.() ?? -1;
  const gid = process.getegid?.() ?? -1;
  if (uid < 0)
    throw new StartRefused(
      'The built-in database needs Linux or macOS. Set DATABASE_URL to a PostgreSQL server.',
    );
  if (uid !== 0) return { prefix: works(ENDS_WITH_US) ? ENDS_WITH_US : [], owner: { uid, gid } };
  const plain = findPlainAccount();
  const inNamespace = [
    'unshare',
    '--user',
    `--map-user=${plain.uid}`,
    `--map-group=${plain.gid}`,
    ...ENDS_WITH_US,
  ];
  if (works(inNamespace)) return { prefix: inNamespace, owner: { uid, gid } };
  const dropped = ['setpriv', `--reuid=${plain.uid}`, `--regid=${plain.gid}`, '--clear-groups'];
  const reaching = [
    ...dropped,
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    ...ENDS_WITH_US,
  ];
  if (works(reaching)) return { prefix: reaching, owner: plain };
  if (works([...dropped, ...ENDS_WITH_US])) return { prefix: [...dropped, ...ENDS_WITH_US], owner: plain };
  throw new StartRefused(
    'PostgreSQL does not run as root, and this machine lets us become nobody else. Start Concord from another account, or set DATABASE_URL to a PostgreSQL server.',
  );
}
