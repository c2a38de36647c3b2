import type { Rules } from './proof.ts';

const choices = 'domain/slot/choices.cases.json';
const show = 'domain/journey/steps/show.test.ts';
const decide = 'client/decide.test.ts';

/** What holds the rules of slots, of content and of what products ask. */
export const slotRules: Rules = {
  'slot-first': [
    [choices, 'the first rule that fits decides'],
    [choices, 'nobody fits: the default, and why not of every rule'],
  ],
  'slot-all': [[choices, 'of all that fit each item is shown once, up to the limit']],
  'slot-dates': [
    [choices, "a rule counts from the first instant of its day in the workspace's zone"],
    [choices, 'the last instant before the end still counts'],
    [choices, 'the end itself is out'],
  ],
  'slot-arms': [
    [choices, 'next leaves it to the rules that follow, and the arm is met all the same'],
    [choices, 'who is outside of the target sees control, in no arm'],
  ],
  'slot-holdout': [[choices, 'who is kept out by the policy sees control, in no arm']],
  'slot-flip': [
    [choices, 'a choice holds until a condition flips by time alone, of the rules that were asked'],
    [choices, 'a rule in vain may come to fit, too'],
  ],
  'slot-show': [
    [show, 'sends what the rules of its slot choose by the in-app channel, with the reasons'],
    [show, 'asks the rules again when it had to wait'],
  ],
  'slot-words': [[show, 'meets the arm by which that was chosen when it goes out']],
  'content-stale': [
    ['authoring/slot/content.test.ts', 'is said to be past its review date, as of the day that is given'],
  ],
  'decide-fallback': [
    [decide, 'gives the fallback while the store does not answer in time, from the release that was seen last'],
    ['client/never-throws.property.test.ts', 'gives an answer whatever its store does, and a fallback says why'],
  ],
};
