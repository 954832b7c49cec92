import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as CedarModule from '@cedar-policy/cedar-wasm/nodejs';
import type { Actor, Basis, Purpose, TenantId } from '#domain/kernel';

// The package's Node build is CommonJS.
const cedar: typeof CedarModule = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');

/** What is acted on, as far as the policy needs to know it. `tenant` is added by the engine. */
export interface Target {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface Question {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly action: string;
  readonly target: Target;
  readonly purpose: Purpose;
  readonly basis: Basis;
  readonly reasonGiven: boolean;
}

export interface PolicyText {
  readonly schema: string;
  readonly policies: string;
}

/** The permissions of all floors and slices as one text each; every slice keeps its own two files. */
export function readPolicyText(): PolicyText {
  const domain = join(import.meta.dirname, '..');
  const read = (name: string) =>
    readdirSync(domain)
      .map((folder) => join(domain, folder, name))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
  return { schema: read('permissions.cedarschema'), policies: read('permissions.cedar') };
}

const explain = (errors: readonly CedarModule.DetailedError[]) =>
  errors.map((error) => error.message).join('; ');

/** Every fault that strict validation finds; empty when all policies fit the schema. */
export function validatePolicies(text: PolicyText): string[] {
  const answer = cedar.validate({
    schema: text.schema,
    policies: { staticPolicies: text.policies },
    validationSettings: { mode: 'strict' },
  });
  if (answer.type === 'failure') return answer.errors.map((error) => error.message);
  return answer.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
}

let ready = false;
/** Parse once a process: parsing at each question costs some hundred times the decision. */
function prepare(): void {
  if (ready) return;
  const text = readPolicyText();
  const schema = cedar.preparseSchema('concord', text.schema);
  if (schema.type === 'failure')
    throw new Error(`The policy schema does not parse: ${explain(schema.errors)}`);
  const policies = cedar.preparsePolicySet('concord', { staticPolicies: text.policies });
  if (policies.type === 'failure') throw new Error(`The policies do not parse: ${explain(policies.errors)}`);
  ready = true;
}

interface Principal {
  readonly uid: CedarModule.TypeAndId;
  readonly attrs: Record<string, CedarModule.CedarValueJson>;
  readonly parents: CedarModule.EntityUidJson[];
}

function principalOf(actor: Actor, tenant: TenantId): Principal {
  const entity = (type: string, id: string, attrs: Principal['attrs']) => ({
    uid: { type, id },
    attrs: { tenant, ...attrs },
    parents: [],
  });
  switch (actor.kind) {
    case 'resident':
      return entity('Resident', 'resident', { reports: [...actor.reports] });
    case 'staff':
      return entity('Staff', actor.id, {
        id: actor.id,
        hat: actor.hat,
        unit: actor.unit ?? '',
        strong: actor.strong,
      });
    case 'system':
      return entity('System', actor.duty, { duty: actor.duty });
  }
}

/** Ask the policy. What no policy permits is denied; an error in a policy denies too. */
export function isPermitted(question: Question): boolean {
  prepare();
  const { tenant, target } = question;
  const principal = principalOf(question.actor, tenant);
  const attributes = Object.entries(target.attributes).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...value] : value,
  ]);
  const resource: CedarModule.EntityJson = {
    uid: { type: target.type, id: target.id },
    // A target that says its own tenant is believed; the others are of the tenant whose rows the transaction sees.
    attrs: { tenant, ...Object.fromEntries(attributes) },
    parents: [],
  };
  const answer = cedar.statefulIsAuthorized({
    principal: principal.uid,
    action: { type: 'Action', id: question.action },
    resource: { type: target.type, id: target.id },
    context: { purpose: question.purpose, basis: question.basis, reasonGiven: question.reasonGiven },
    entities: [principal, resource],
    preparsedPolicySetId: 'concord',
    preparsedSchemaName: 'concord',
    validateRequest: true,
  });
  if (answer.type === 'failure') {
    // The schema says who can ask at all; one who cannot is denied. Anything else is a mistake of ours.
    if (answer.errors.every((error) => error.message.startsWith('principal type'))) return false;
    throw new Error(`The policy could not decide ${question.action}: ${explain(answer.errors)}`);
  }
  return answer.response.decision === 'allow' && answer.response.diagnostics.errors.length === 0;
}

/** The target of acts that concern the place as a whole. */
export function placeTarget(tenant: TenantId): Target {
  return { type: 'Place', id: String(tenant), attributes: {} };
}
