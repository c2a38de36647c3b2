import { compileWorkspace } from '../authoring/compile-workspace.ts';
import type { Release } from '../domain/release/release.ts';

function mail(subject: string): readonly [string, string] {
  return [
    `channel: email\ncategory: onboarding\nsubject: ${subject}\n`,
    '<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ user.id }}</mj-text></mj-column></mj-section></mj-body></mjml>',
  ];
}

const [welcome, welcomeBody] = mail('Welcome');
const [reminder, reminderBody] = mail('Still there?');

/** The design's reference path: a mail, a day, a branch on a segment, three days' wait for an event, a mail. */
const files = {
  'workspace.yaml':
    'format: 1\nzone: Europe/Berlin\nlocale: en\nsender: { name: Acme, address: hello@acme.test }\nbase_url: https://acme.test\n',
  'milestones.yaml': 'profile: { on: Profile Completed }\n',
  'profile.yaml':
    'traits:\n  email: { type: string, source: demographic, description: Address, personal: true }\n  plan: { type: string, source: demographic, description: Plan, personal: false }\n  guided: { type: boolean, source: behavioural, description: Met the tour, personal: false }\n',
  'experiments.yaml': 'tour: { arms: { control: 50, guided: 50 } }\n',
  'segments.yaml': 'paying: { traits.plan: { $ne: free } }\n',
  'templates/welcome/template.yaml': welcome,
  'templates/welcome/en.mjml': welcomeBody,
  'templates/reminder/template.yaml': reminder,
  'templates/reminder/en.mjml': reminderBody,
  'reference/journey.yaml': `journey: reference
description: The reference path
enrol: [{ on: Signed Up }]
steps:
  - send: welcome
  - delay: 1d
  - branch:
      - when: { segments: paying }
        steps:
          - wait: { for: { completed: profile }, at_most: 3d }
            timeout: [{ send: reminder }]
  - exit: done
`,
};

/** Ten steps: four mails, two waits for an event, a branch, an experiment, a delay, the end. */
const long = `journey: long
description: Ten steps
enrol: [{ on: Trial Started }]
steps:
  - send: welcome
  - wait: { for: { completed: profile }, at_most: 3d }
  - send: reminder
  - branch:
      - when: { segments: paying }
        steps: [{ send: welcome, id: paying }]
    id: plan
  - experiment: tour
    arms: { control: [], guided: [{ set: { traits.guided: true } }] }
  - wait: { on: Project Created, at_most: 3d }
  - send: reminder
    id: last-reminder
  - delay: 1d
  - exit: done
`;

/** Compiles the reference workspace. */
export async function referenceRelease(): Promise<Release> {
  const compiled = await compileWorkspace(new Map(Object.entries({ ...files, 'long/journey.yaml': long })));
  if (compiled.ok) return compiled.release;
  throw new Error(compiled.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
}
