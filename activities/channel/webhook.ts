import type { RenderedWebhook } from '../../domain/template/rendered.ts';
import { fingerprint } from './fingerprint.ts';
import type { Send } from './handing.ts';

/** A signed request, under one id for all attempts, so that the receiver can drop a repeat. */
export const sendWebhook: Send<RenderedWebhook> = ({ rendered, sending }, { webhook }) => {
  const { url, headers, payload } = rendered;
  return webhook.send({ id: fingerprint(sending.entry.nudge), url, headers, body: JSON.stringify(payload) });
};
