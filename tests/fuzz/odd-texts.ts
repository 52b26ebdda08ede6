/** Appears in values that are put in, and must appear in no log, metric or error. */
export const injected = 'xqinjected';

/** Texts that patterns, templates, markup, Unicode and other programs read in their own way. */
export const texts = [
  '',
  ' ',
  injected,
  `<script>${injected}</script>`,
  `'; drop table ${injected}; --`,
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  '\u202e\u2066',
  '\u200b\u00ad\ufeff\u{e0041}',
  '👩🏽‍⚕️'.repeat(40),
  'e\u0301'.repeat(200),
  `a${'\u0301'.repeat(500)}`,
  '[x](javascript:x) `*_~|',
  '{0} {x, plural, other {#}}',
  '{{context.patientId}}',
  'NaN',
  'no evidence of asthma. query depression; family history of stroke',
  'Sertraline 50mg tablets [Lustral] / Lithium 400 mg',
  'x'.repeat(10_000),
  ' '.repeat(3000),
  `a${' '.repeat(3000)}b`,
  '['.repeat(3000),
  ', '.repeat(1500),
  '-'.repeat(3000),
  'no '.repeat(1000),
  'İı'.repeat(500),
];
