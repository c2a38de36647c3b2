import type { Result } from '../../domain/enrolment/deliver.ts';
import type { Rendered } from '../../domain/template/rendered.ts';
import { sendEmail } from './email.ts';
import type { Handing, Senders } from './handing.ts';
import { sendInApp } from './in-app.ts';
import { sendWebhook } from './webhook.ts';

/** Hands a nudge to the provider of its channel: the one exhaustive table of channels. */
export function sendByChannel(handing: Handing, senders: Senders): Promise<Result> {
  const { rendered } = handing;
  switch (rendered.channel) {
    case 'email':
      return sendEmail({ ...handing, rendered }, senders);
    case 'in-app':
      return sendInApp({ ...handing, rendered }, senders);
    case 'webhook':
      return sendWebhook({ ...handing, rendered }, senders);
  }
}

/** Who has to answer for a nudge, as people read it; null where it is kept by ourselves. */
export function providerOf(rendered: Rendered): string | null {
  switch (rendered.channel) {
    case 'email':
      return 'email';
    case 'in-app':
      return null;
    case 'webhook':
      return `webhook ${new URL(rendered.url).host}`;
  }
}
