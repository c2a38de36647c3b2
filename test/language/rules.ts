import { conditionRules } from './condition-rules.ts';
import { journeyRules } from './journey-rules.ts';
import { policyRules } from './policy-rules.ts';
import type { Rules } from './proof.ts';
import { slotRules } from './slot-rules.ts';

/** The rules of docs/language.md, by their ids, and what holds them. */
export const rules: Rules = { ...journeyRules, ...policyRules, ...conditionRules, ...slotRules };
