import type { RenderedInApp } from '../../domain/template/rendered.ts';
import type { Send } from './handing.ts';

/** A message in the user's inbox, to be read by the app; stored once, whatever is repeated. */
export const sendInApp: Send<RenderedInApp> = async ({ rendered, sending, enrolment: { journey } }, { store }) => {
  const { title, body, action, image, choice } = rendered;
  const { entry, step, at } = sending;
  // Whoever entered may have become another user since.
  const user = sending.user.id;
  const about = { key: entry.nudge, user, journey, step, template: entry.template, locale: choice.locale, at };
  const fresh = await store.messages.put({ ...about, title, body, action, image });
  return { kind: 'sent', because: fresh ? 'in-app message stored' : 'in-app message was stored before' };
};
