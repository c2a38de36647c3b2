import type { EmailProvider } from '../../../activities/email/provider.ts';
import type { Points } from './points.ts';

/** The provider, with a point after it has taken a mail and before anybody was told. */
export function crashingEmail(email: EmailProvider, points: Points): EmailProvider {
  return {
    ...email,
    async send(mail) {
      const user = mail.to.slice(0, mail.to.indexOf('@'));
      await points.alive(user);
      points.trace('handed', user);
      const result = await email.send(mail);
      if (result.kind === 'sent') points.trace('accepted', user);
      // The server's own word, in which the mail has no part.
      if (result.because.startsWith('SMTP refused')) points.trace('refused', user);
      if (result.kind === 'sent') await points.reach('deliver:accepted', user);
      return result;
    },
  };
}
