/** Every policy fits the schema of all slices: a mistyped attribute would otherwise silently deny, or permit. */
import { readPolicyText, validatePolicies } from '#domain/access';

const faults = validatePolicies(readPolicyText());
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
