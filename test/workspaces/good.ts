import type { Files } from '../../authoring/read/sources.ts';

/** A small workspace with one of everything; tests replace the file they are about. */
const good: Readonly<Record<string, string>> = {
  'workspace.yaml': `format: 1
zone: Europe/Berlin
locale: en
sender: { name: Acme, address: hello@acme.test }
base_url: https://app.acme.test
`,
  'profile.yaml': `traits:
  plan: { type: string }
  firstName: { type: string, description: How we address people, personal: true }
  signedUpAt: { type: date }
  tags: { type: string, list: true }
  company.size: { type: number }
`,
  'milestones.yaml': `profile: { on: Profile Completed }
project: { on: Project Created }
`,
  'segments.yaml': `new: { traits.signedUpAt: { $gte: { $ago: 7d } } }
churned: { traits.plan: none }
`,
  'templates/welcome/template.yaml': `channel: email
category: tips
subject: { en: 'Welcome, {{ traits.firstName }}', pt: 'Boas-vindas, {{ traits.firstName }}' }
`,
  'templates/welcome/en.mjml': mjml('Hello {{ traits.firstName | default: "you" }}'),
  'templates/welcome/pt.mjml': mjml('Oi {{ traits.firstName | default: "pessoa" }}'),
  'templates/reminder/template.yaml': `channel: email
category: tips
subject: Come back
`,
  'templates/reminder/en.mjml': mjml('See {{ vars.docs }}'),
  'onboarding/journey.yaml': `journey: onboarding
description: From sign-up to the first project
enrol:
  - { on: Signed Up, first: true, when: { traits.plan: { $ne: enterprise } } }
again: { after: 30d }
vars: { docs: https://docs.acme.test }
goal: { milestone: project, within: 14d }
leave: [{ on: Account Deleted }, { segment: churned }, { after: 60d }]
steps:
  - send: welcome
  - wait: { for: { completed: profile }, at_most: 2d }
    timeout: [{ send: reminder }]
  - branch:
      - when: { segments: new, context.device: mobile }
        steps: [{ delay: 1d }]
      - otherwise: [{ exit: quiet }]
  - exit: done
`,
};

/** A template's words: one text, one button. */
export function mjml(text: string): string {
  return `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>${text}</mj-text>
        <mj-button href="{{ base_url }}/start">Start</mj-button>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
}

/** The good workspace with other files in it; null takes one away. */
export function workspaceWith(files: Readonly<Record<string, string | null>> = {}): Files {
  const all = Object.entries({ ...good, ...files });
  return new Map(all.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
}

/** The good workspace's onboarding journey with other steps. */
export function journeyOf(steps: string): string {
  const text = good['onboarding/journey.yaml'] ?? '';
  return text.slice(0, text.indexOf('steps:')) + `steps:\n${steps}`;
}
