import type { z } from 'zod';
import { isPermitted, type Target, writeEntry } from '#domain/access';
import {
  BadInput,
  type Basis,
  type Caller,
  type FieldProblem,
  type Purpose,
  Refusal,
  type RefusalCode,
  type Runtime,
  transact,
  type Use,
} from '#domain/kernel';

/** One thing that can be done or asked. Made by `command` or `query`; called by pages, worker and command line. */
export interface ActPlan<Schema extends z.ZodType, Out> {
  /** `<slice>.<verb>`, the name in the policy and in the log. */
  readonly name: string;
  readonly input: Schema;
  readonly purpose: Purpose;
  readonly basis: Basis;
  /** Why staff may look without typing a reason: the rule of the case, such as `handles-this-report`. */
  readonly standingReason?: string;
  /** What is acted on. Nothing found is answered as not found, before the policy is asked. */
  readonly target: (use: Use, input: z.output<Schema>) => Promise<Target | undefined> | Target;
  /** How a policy's no is told. The default hides that the thing exists. */
  readonly refuseAs?: RefusalCode;
  readonly run: (use: Use, input: z.output<Schema>, target: Target) => Promise<Out>;
}

export type Act<Schema extends z.ZodType, Out> = ((
  runtime: Runtime,
  caller: Caller,
  input: z.input<Schema>,
) => Promise<Out>) & { readonly act: string };

/** Zod's issues as field problems. A message in the schema that is a plain code is kept; others become `wrong`. */
function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    field: issue.path.join('.'),
    code: /^[a-z][a-z0-9-]*$/.test(issue.message) ? issue.message : 'wrong',
  }));
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadInput(problemsOf(parsed.error));
  return parsed.data;
}

class Denied extends Error {
  readonly target: Target;
  constructor(target: Target) {
    super('denied');
    this.target = target;
  }
}

function makeUse(runtime: Runtime, caller: Caller, plan: ActPlan<z.ZodType, unknown>, db: Use['db']): Use {
  return {
    db,
    tenant: caller.tenant,
    actor: caller.actor,
    purpose: plan.purpose,
    basis: plan.basis,
    reason: caller.reason ?? plan.standingReason ?? null,
    now: runtime.clock(),
    keyring: runtime.keyring,
    keys: new Map(),
    seen: new Set(),
  };
}

/** The refusal itself is logged, in a transaction of its own, since the call's is rolled back. */
async function refuse(
  runtime: Runtime,
  caller: Caller,
  plan: ActPlan<z.ZodType, unknown>,
  target: Target,
): Promise<never> {
  await transact(runtime.pool, caller.tenant, (db) =>
    writeEntry(makeUse(runtime, caller, plan, db), {
      action: plan.name,
      target: `${target.type}:${target.id}`,
      subjects: [],
      outcome: 'refused',
    }),
  );
  if (caller.actor.kind === 'staff' && !caller.actor.strong) throw new Refusal('second-factor-needed');
  throw new Refusal(plan.refuseAs ?? 'not-found');
}

function make<Schema extends z.ZodType, Out>(
  plan: ActPlan<Schema, Out>,
  records: 'always' | 'when-seen',
): Act<Schema, Out> {
  const call = async (runtime: Runtime, caller: Caller, raw: z.input<Schema>): Promise<Out> => {
    const input = parse(plan.input, raw);
    try {
      return await transact(runtime.pool, caller.tenant, async (db) => {
        const use = makeUse(runtime, caller, plan, db);
        const target = await plan.target(use, input);
        if (!target) throw new Refusal('not-found');
        const { tenant, actor } = caller;
        const { name: action, purpose, basis } = plan;
        if (
          !isPermitted({
            tenant,
            actor,
            action,
            target,
            purpose,
            basis,
            reasonGiven: caller.reason !== undefined,
          })
        ) {
          throw new Denied(target);
        }
        const result = await plan.run(use, input, target);
        if (records === 'always' || use.seen.size > 0) {
          const subjects = [...use.seen];
          await writeEntry(use, { action, target: `${target.type}:${target.id}`, subjects, outcome: 'done' });
        }
        return result;
      });
    } catch (error) {
      if (error instanceof Denied) return await refuse(runtime, caller, plan, error.target);
      throw error;
    }
  };
  return Object.assign(call, { act: plan.name });
}

/** Something that changes the world. Always in the log. */
export function command<Schema extends z.ZodType, Out>(plan: ActPlan<Schema, Out>): Act<Schema, Out> {
  return make(plan, 'always');
}

/** Something that is looked at. In the log when a person's words were opened, or when it was refused. */
export function query<Schema extends z.ZodType, Out>(plan: ActPlan<Schema, Out>): Act<Schema, Out> {
  return make(plan, 'when-seen');
}
