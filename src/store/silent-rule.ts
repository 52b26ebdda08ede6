/**
 * Under which rule a finding of a silent detection is tallied: with the rule that held it back, or without one for each that
 * was found. So a tally of what was found and held back aloud never mixes with these.
 */
export function silentRule(rule = ''): string {
  return `${prefix}${rule}`;
}

/** The rule that held a silent finding back, empty for a finding as such; undefined if this is no tally of a silent one. */
export function ruleInSilence(rule: string): string | undefined {
  return rule.startsWith(prefix) ? rule.slice(prefix.length) : undefined;
}

const prefix = 'silent:';
