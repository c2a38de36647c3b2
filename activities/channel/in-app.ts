import type { RenderedInApp } from '../../domain/template/rendered.ts';
import type { Send } from './handing.ts';

/** A message in the user's inbox, to be read by the app; stored once, whatever is repeated. */
export const sendInApp: Send<RenderedInApp> = async ({ rendered, sending, enrolment }, { store }) => {
  const { title, body, action, image, choice } = rendered;
  const { entry, step, at } = sending;
  const { user, journey } = enrolment;
  const about = { key: entry.nudge, user, journey, step, template: entry.template, locale: choice.locale, at };
  const fresh = await store.messages.put({ ...about, title, body, action, image });
  return { kind: 'sent', because: fresh ? 'in-app message stored' : 'in-app message was stored before' };
};
