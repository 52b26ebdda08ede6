import type { Wording } from '../wording.ts';
import about from './about.json' with { type: 'json' };
import admin from './admin.json' with { type: 'json' };
import cards from './cards.json' with { type: 'json' };
import detectionPages from './detection-pages.json' with { type: 'json' };
import descriptions from './detections.json' with { type: 'json' };
import explanations from './explanations.json' with { type: 'json' };
import names from './names.json' with { type: 'json' };
import ownPage from './own-page.json' with { type: 'json' };
import practiceReplay from './practice-replay.json' with { type: 'json' };
import practiceReport from './practice-report.json' with { type: 'json' };
import continuity from './silences/continuity.json' with { type: 'json' };
import departures from './silences/departures.json' with { type: 'json' };
import engagement from './silences/engagement.json' with { type: 'json' };
import familiarity from './silences/familiarity.json' with { type: 'json' };
import losses from './silences/losses.json' with { type: 'json' };
import patterns from './silences/patterns.json' with { type: 'json' };
import rupture from './silences/rupture.json' with { type: 'json' };
import scheduling from './silences/scheduling.json' with { type: 'json' };
import shared from './silences/shared.json' with { type: 'json' };
import signature from './silences/signature.json' with { type: 'json' };
import symptoms from './silences/symptoms.json' with { type: 'json' };
import smart from './smart.json' with { type: 'json' };
import thread from './thread.json' with { type: 'json' };

/** A family of detections has a file of its own; a reason that several families give stands in the shared one. */
const silences = {
  ...shared,
  ...continuity,
  ...departures,
  ...engagement,
  ...familiarity,
  ...losses,
  ...patterns,
  ...rupture,
  ...scheduling,
  ...signature,
  ...symptoms,
};

export const french: Wording = {
  ...cards,
  about,
  names,
  descriptions,
  detectionPages,
  silences,
  explanations,
  smart,
  thread,
  ownPage,
  practiceReplay,
  practiceReport,
  admin,
};
