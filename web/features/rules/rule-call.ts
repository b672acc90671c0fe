import type { RuleOutlook } from '../../../contract/http/rule-change.ts';
import type { DryCall } from '../../api/use-dry-run.ts';

/** A change of rules as the API takes it: with `dryRun` nothing is saved. */
export type RuleCall = DryCall<{ outlook: RuleOutlook | null }>;
