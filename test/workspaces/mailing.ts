import type { Files } from '../../authoring/read/sources.ts';
import { workspaceWith } from './good.ts';

/** A journey of one mail, and that mail. */
function mailing(name: string, template: string): Readonly<Record<string, string>> {
  return {
    [`${name}/journey.yaml`]: `journey: ${name}\nenrol: [{ on: Begins ${name} }]\nsteps: [{ send: ${name} }]\n`,
    ...mail(name, template),
  };
}

function mail(name: string, template: string): Readonly<Record<string, string>> {
  return {
    [`templates/${name}/template.yaml`]: `channel: email\nsubject: ${name}\n${template}`,
    [`templates/${name}/en.mjml`]: words(name),
  };
}

/** A text, a button, and the way to a choice; a receipt has no more than the text. */
function words(name: string): string {
  const footer = '<mj-text><a href="{{ links.preferences }}">Choose what you get</a></mj-text>';
  const button = '<mj-button href="{{ base_url }}/start?from=mail&amp;plan=pro#top">Start</mj-button>';
  const rest = name === 'receipt' ? '' : `${button}${footer}`;
  return `<mjml><mj-body><mj-section><mj-column><mj-text>This is ${name}.</mj-text>${rest}</mj-column></mj-section></mj-body></mjml>\n`;
}

const tips = 'category: tips\n';

/** A night that is quiet, two categories to choose from, a receipt that always comes, and a wait for a click. */
export const mailingWorkspace: Files = workspaceWith({
  'workspace.yaml': `format: 1
zone: UTC
locale: en
sender: { name: Acme, address: hello@acme.test }
base_url: https://app.acme.test
`,
  'profile.yaml': 'traits:\n  email: { type: string, personal: true }\n',
  'segments.yaml': null,
  'milestones.yaml': null,
  'onboarding/journey.yaml': null,
  'templates/welcome/pt.mjml': null,
  'templates/reminder/template.yaml': null,
  'templates/reminder/en.mjml': null,
  'policy.yaml': `quiet:
  - { channels: [email], from: '21:00', to: '08:00', then: hold }
consent: { email: opt-out, categories: [tips, news] }
tracking: { clicks: true }
`,
  'guide/journey.yaml': `journey: guide
enrol: [{ on: Begins guide }]
steps:
  - send: invite
  - wait: { nudge: invite, for: clicked, at_most: 2d }
    timeout: [{ send: reminder }, { exit: quiet }]
  - send: thanks
`,
  ...mailing('welcome', tips),
  ...mailing('tutorial', tips),
  ...mailing('ideas', tips),
  ...mailing('news', 'category: news\n'),
  ...mailing('receipt', 'category: account\ntransactional: true\n'),
  ...mail('invite', tips),
  ...mail('reminder', tips),
  ...mail('thanks', tips),
});
