import type { RenderedEmail } from '../../domain/template/rendered.ts';
import { fingerprint } from './fingerprint.ts';
import type { Send } from './handing.ts';

/** A mail from the workspace's sender, under one Message-ID for all attempts. */
export const sendEmail: Send<RenderedEmail> = ({ rendered, sending, settings }, { email }) => {
  const { subject, html, text, oneClick = null } = rendered;
  const { sender } = settings;
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const messageId = `<${fingerprint(sending.entry.nudge)}@${domain}>`;
  return email.send({ from: sender, to: sending.to, messageId, subject, html, text, oneClick });
};
