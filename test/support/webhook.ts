import type { WebhookSender } from '../../activities/webhook/sender.ts';

/** Where no webhook is expected: one that goes out all the same fails the test. */
export const noWebhooks: WebhookSender = { send: () => Promise.reject(new Error('no webhook was expected here')) };
