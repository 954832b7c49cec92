#!/usr/bin/env node
/** The `concord` command: any Node starts it, Node 24 runs it. */
import { become, ensureDependencies } from '../scripts/bootstrap.mjs';

ensureDependencies();
become('cli/main.ts', process.argv.slice(2));
