/** What an EHR launches: a chart, the user's own page, or the administrator's. */
export const launchKinds = ['chart', 'own', 'admin'] as const;
export type LaunchKind = (typeof launchKinds)[number];

/** The page that each leads to. */
export const landingPages: Readonly<Record<LaunchKind, string>> = {
  chart: '/thread',
  own: '/thread/own',
  admin: '/thread/admin',
};
