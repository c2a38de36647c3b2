import { addressOf } from './address.ts';
import type { Admission } from './admission.ts';
import type { Admitting } from './admitting.ts';
import { refusedBy } from './consent.ts';
import { entryAt } from './entry.ts';
import { repeated } from './freshness.ts';
import { heldOut } from './holdout.ts';
import { pace } from './pace.ts';
import { settingOf, type Setting } from './setting.ts';
import { switchedOff } from './switched-off.ts';

export type { Admission, Admitting };
export type { Nudge } from './admitting.ts';

/**
 * Decides whether a nudge may go out now. What drops it comes before what only holds it; what is transactional passes
 * every rule but its address and the switches. Pure: the clock is an argument.
 */
export function admit(admitting: Admitting): Admission {
  const { nudge, ledger, switches, now } = admitting;
  const known = ledger.find((entry) => entry.nudge === nudge.key);
  if (known?.status === 'sent') return skip('already sent');
  const address = addressOf(admitting);
  if (address.kind === 'none') return skip(address.because);
  const off = switchedOff(switches, nudge, now);
  if (off?.then === 'skip') return skip(off.because);
  const setting = settingOf(admitting, known);
  if (!nudge.template.transactional) {
    const against = refusal(setting);
    return against === null ? pace(setting, { to: address.to, off }) : skip(against);
  }
  if (off === null) return { kind: 'go', to: address.to, entry: setting.entry, displaced: [] };
  const until = now + off.lookAgain;
  return { kind: 'hold', until, because: [off.because], entry: entryAt(until, setting) };
}

/** Why it is dropped, however long it waited. */
function refusal(setting: Setting): string | null {
  return heldOut(setting) ?? refusedBy(setting) ?? repeated(setting);
}

function skip(because: string): Admission {
  return { kind: 'skip', because: [because] };
}
