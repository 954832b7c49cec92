import type { Command } from 'commander';
import {
  addMember,
  demoSignIns,
  endSessionsOfMember,
  type Invitation,
  inviteMember,
  type ListedMember,
  listStaff,
  resetFactors,
  setMemberActive,
} from '#domain/journeys';
import { listTenants, placeOf } from '#domain/jurisdiction';
import {
  BadInput,
  type Caller,
  type Configuration,
  HATS,
  Refusal,
  type Runtime,
  readConfiguration,
} from '#domain/kernel';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import { openInstallation } from '../open-installation.ts';
import { terminalOf } from '../terminal.ts';

interface Here {
  readonly runtime: Runtime;
  readonly caller: Caller;
  readonly configuration: Configuration;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'email-wrong': 'This is no e-mail address.',
  'email-taken': 'Another member signs in with this address.',
  'member-inactive': 'This member is not active. First: concord user activate <code>.',
};

function inPlainWords(error: unknown): unknown {
  if (error instanceof Refusal && error.code === 'not-found') {
    return new CommandFailure('There is no member with this code. See: concord user list.');
  }
  if (!(error instanceof BadInput)) return error;
  const lines = error.problems.map(
    ({ field, code }) => PROBLEMS[code] ?? `This ${field} cannot be used (${code}).`,
  );
  return new CommandFailure(lines.join('\n'));
}

/** The place is named with `--place`; where there is one alone, it need not be. */
async function inPlace<T>(command: Command, work: (here: Here) => Promise<T>): Promise<T> {
  const { place: wanted } = command.optsWithGlobals<{ place?: string }>();
  const configuration = readConfiguration(process.env);
  const installation = await openInstallation(configuration, { whenRunning: 'join' });
  try {
    const { runtime } = installation;
    const places = await listTenants(runtime);
    const place = wanted ? places.find(({ slug }) => slug === wanted) : places[0];
    if (!place || (!wanted && places.length > 1)) {
      const known = places.map(({ slug }) => slug).join(', ') || 'none yet';
      throw new CommandFailure(`Name the place with --place. Places: ${known}.`, EXIT.usage);
    }
    const caller: Caller = { tenant: place.id, actor: { kind: 'system', duty: 'command-line' } };
    return await work({ runtime, caller, configuration });
  } catch (error) {
    throw inPlainWords(error);
  } finally {
    await installation.close();
  }
}

function tellInvitation(
  command: Command,
  { name, token, endsAt }: Invitation,
  configuration: Configuration,
): void {
  const link = `${configuration.baseUrl}/desk/set-up/${token}`;
  terminalOf(command).result({ name, link, endsAt }, [
    `Give this link to ${name}, and to nobody else. It works once, until ${endsAt.toISOString().slice(0, 16)} UTC:`,
    link,
  ]);
}

interface AddOptions {
  readonly name: string;
  readonly email: string;
  readonly hat: readonly string[];
  readonly unit?: string;
  readonly language: readonly string[];
}

/** The unit by its code. */
async function unitOf({ runtime, caller }: Here, wanted: string | undefined) {
  if (!wanted) return null;
  const { units } = await placeOf(runtime, caller.tenant);
  const unit = units.find((one) => one.code === wanted);
  if (!unit) {
    const known = units.map((one) => one.code).join(', ');
    throw new CommandFailure(`There is no unit "${wanted}". Units: ${known}.`, EXIT.usage);
  }
  return unit.id;
}

function hatsOf(wanted: readonly string[]) {
  const unknown = wanted.find((hat) => !HATS.some((known) => known === hat));
  if (unknown)
    throw new CommandFailure(`There is no hat "${unknown}". Hats: ${HATS.join(', ')}.`, EXIT.usage);
  return HATS.filter((hat) => wanted.includes(hat));
}

function registerAdd(user: Command): void {
  user
    .command('add')
    .argument(
      '<code>',
      'short and stable, such as ines-vidal; the same code again brings the member up to date',
    )
    .requiredOption('--name <name>', 'as residents see it')
    .requiredOption('--email <address>', 'what they sign in with')
    .requiredOption('--hat <hats...>', `what they may wear, one at a time: ${HATS.join(', ')}`)
    .option('--unit <code>', 'the unit they work in')
    .option('--language <codes...>', 'languages they speak with residents', [])
    .description('add a member of staff, and print the link for the first sign-in')
    .action(async (code: string, options: AddOptions, command: Command) => {
      const hats = hatsOf(options.hat);
      await inPlace(command, async (here) => {
        const { runtime, caller, configuration } = here;
        const { name, email, language } = options;
        const unit = await unitOf(here, options.unit);
        await addMember(runtime, caller, { code, name, email, hats, unit, languages: [...language] });
        const known = (await listStaff(runtime, caller, {})).find((one) => one.code === code);
        if (known && (known.hasPassword || known.passkeys > 0)) {
          terminalOf(command).result({ code, updated: true }, [`${name} is up to date.`]);
          return;
        }
        tellInvitation(command, await inviteMember(runtime, caller, { code }), configuration);
      });
    });
}

function lineOf(member: ListedMember): string {
  const factors = [
    member.passkeys > 0 ? `${member.passkeys} passkey` : '',
    member.hasPassword ? 'passphrase' : '',
    member.hasCode ? 'code' : '',
  ].filter(Boolean);
  const state = member.active ? factors.join(' + ') || 'not set up yet' : 'not active';
  return `${member.code}  ${member.name}  ${member.email ?? '(erased)'}  ${member.hats.join(', ')}  ${state}`;
}

function registerList(user: Command): void {
  user
    .command('list')
    .description('every member of staff, with hats and how they sign in')
    .action(async (_options: object, command: Command) => {
      const members = await inPlace(command, ({ runtime, caller }) => listStaff(runtime, caller, {}));
      terminalOf(command).result(members, members.length > 0 ? members.map(lineOf) : ['Nobody yet.']);
    });
}

/** The commands that name one member and nothing else. */
function registerOne(user: Command): void {
  user
    .command('invite')
    .argument('<code>')
    .description('print a new link for the first sign-in; an earlier one stops working')
    .action((code: string, _options: object, command: Command) =>
      inPlace(command, async ({ runtime, caller, configuration }) =>
        tellInvitation(command, await inviteMember(runtime, caller, { code }), configuration),
      ),
    );
  user
    .command('reset-factor')
    .argument('<code>')
    .description('for a lost or stolen phone: end all sessions, forget every factor, print a new link')
    .action((code: string, _options: object, command: Command) =>
      inPlace(command, async ({ runtime, caller, configuration }) =>
        tellInvitation(command, await resetFactors(runtime, caller, { code }), configuration),
      ),
    );
  user
    .command('revoke-sessions')
    .argument('<code>')
    .description('end every session of a member')
    .action(async (code: string, _options: object, command: Command) => {
      const ended = await inPlace(command, ({ runtime, caller }) =>
        endSessionsOfMember(runtime, caller, { code }),
      );
      terminalOf(command).result({ code, ended }, [`${ended} sessions ended.`]);
    });
  for (const active of [false, true]) {
    user
      .command(active ? 'activate' : 'deactivate')
      .argument('<code>')
      .description(
        active
          ? 'let a member sign in again'
          : 'end a member’s sessions at once and let them sign in no more',
      )
      .action(async (code: string, _options: object, command: Command) => {
        const { name } = await inPlace(command, ({ runtime, caller }) =>
          setMemberActive(runtime, caller, { code, active }),
        );
        terminalOf(command).result({ code, active }, [
          `${name} ${active ? 'can sign in again' : 'cannot sign in any more'}.`,
        ]);
      });
  }
}

function registerDemo(user: Command): void {
  user
    .command('demo-sign-in')
    .argument('<codes...>')
    .description('passphrase, code and code secret of members of the demo city (CONCORD_DEMO=on alone)')
    .action(async (codes: string[], _options: object, command: Command) => {
      const found = await inPlace(command, async ({ runtime, caller, configuration }) => {
        if (!configuration.demo)
          throw new CommandFailure('There are demo sign-ins with CONCORD_DEMO=on alone.');
        return demoSignIns(runtime, caller, { codes });
      });
      const lines = found.map(
        ({ email, passphrase, codeSecret }) => `${email}  "${passphrase}"  code secret ${codeSecret}`,
      );
      terminalOf(command).result(found, lines.length > 0 ? lines : ['None of them has a demo sign-in.']);
    });
}

export function registerUser(program: Command): void {
  const user = program
    .command('user')
    .description('members of staff: who they are and how they sign in')
    .option('--place <slug>', 'the place, where there are several');
  registerAdd(user);
  registerList(user);
  registerOne(user);
  registerDemo(user);
}
