import type { Result } from '../../domain/enrolment/deliver.ts';
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
