/** The one way in: parse, decide, transact, record, dispatch. */
export { type Act, type ActPlan, command, query } from './act.ts';
