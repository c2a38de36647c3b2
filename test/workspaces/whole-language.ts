import type { Files } from '../../authoring/read/sources.ts';
import { mjml, workspaceWith } from './good.ts';

/** A journey with everything that a journey may say. */
export const wholeLanguage = `journey: onboarding
description: From sign-up to the first project
enrol:
  - { on: Signed Up, first: true, when: { traits.plan: { $ne: enterprise } } }
again: { after: 30d }
per: entry.properties.projectId
exclusive: lifecycle
priority: 20
holdout: 5%
vars: { docs: https://docs.acme.test }
goal: { milestone: project, within: 14d }
leave: [{ on: Account Deleted }, { segment: churned }, { after: 60d }]
steps:
  - send: welcome
  - wait: { for: { completed: profile }, at_most: 2d }
    id: wait-profile
    timeout: [{ send: reminder }]
  - wait:
      at_most: 3d
      since: entry
      any:
        - id: ok
          on: Import Finished
          where: { properties.rows: { $gte: 100 }, properties.projectId: { $ref: entry.properties.projectId } }
          steps: [{ send: import-done }]
        - { id: failed, on: Import Failed, steps: [{ send: reminder, id: import-help }] }
        - { for: { completed: project } }
    as: import
    timeout: [{ send: reminder, id: import-nudge }]
  - wait:
      all:
        - { on: Import Undone, where: { properties.id: { $ref: waits.import.properties.id } } }
        - { on: Import Removed }
      at_most: 1d
    id: wait-undone
  - branch:
      - when: { segments: new, context.device: mobile }
        steps: [{ send: welcome, id: mobile-tips }]
      - otherwise: [{ send: reminder, id: tutorial }]
  - experiment: tour
    arms: { control: [], video: [{ send: reminder, id: video-tour }] }
  - show: card
  - delay: 1d
  - delay: { until: { time: "09:00", on: weekdays } }
  - delay: { until: { trait: signedUpAt, offset: -3d, at: "09:00" }, past: skip }
  - send: { first_of: [welcome, reminder] }
    id: invite
    when: { completed: { $ne: project } }
    hold: { at_most: 2d, else: skip }
  - wait: { nudge: invite, for: clicked, at_most: 2d }
  - repeat: { up_to: 3, every: 3d, until: { completed: project } }
    steps: [{ send: reminder, id: invite-again }]
  - set: { traits.plan: team }
  - start: team-tips
  - exit: done
`;

/** The good workspace with that journey, or another in its place. */
export function wholeWorkspace(journey: string = wholeLanguage): Files {
  return workspaceWith({
    'onboarding/journey.yaml': journey,
    'team-tips/journey.yaml': 'journey: team-tips\nenrol: [{ on: Team Joined }]\nsteps: [{ send: welcome }]\n',
    'slots/card.yaml': 'slot: card\nrules: [{ id: fresh, when: { segments: new }, show: tip }]\n',
    'content/tip.yaml': 'content: tip\ncategory: tips\nwords: { en: { title: Hello, body: Have a look } }\n',
    'policy.yaml': 'tracking: { clicks: true }\n',
    'experiments.yaml': 'tour: { arms: { control: 50, video: 50 }, coverage: 40% }\n',
    'templates/import-done/template.yaml': 'channel: email\ncategory: tips\nsubject: Imported\n',
    'templates/import-done/en.mjml': mjml('{{ waits.import.properties.rows }} rows'),
  });
}
