import type { Rules } from './proof.ts';

/** Of the policy. */
export const policyRules: Rules = {
  'policy-open': [
    ['authoring/policy/policy.test.ts', 'leaves everything open where there is none'],
    ['authoring/policy/policy.test.ts', 'of %j, %s, leaves everything open'],
  ],
  'policy-windows': [
    ['authoring/policy/policy.test.ts', 'counts per %s'],
    ['workspaces/bad/policy.yaml', 'windows that are none'],
  ],
  'policy-names': [
    ['workspaces/bad/policy.yaml', 'caps of what there is not'],
    ['workspaces/bad/policy-warnings.yaml', 'tags and categories that no template has'],
  ],
  'policy-once': [['workspaces/bad/policy.yaml', 'caps and tags given twice']],
  'policy-idle': [
    ['workspaces/bad/policy-warnings.yaml', 'caps that can never hold anything back'],
    ['workspaces/bad/policy-warnings.yaml', 'caps that the gap keeps from filling'],
    ['workspaces/bad/policy-warnings.yaml', 'caps that all can'],
  ],
  'policy-hours': [['workspaces/bad/policy.yaml', 'hours that are none']],
  'policy-endless': [
    ['workspaces/bad/policy.yaml', 'hours that never end'],
    ['workspaces/bad/policy.yaml', 'hours that leave no minute between them'],
    ['workspaces/bad/policy.yaml', 'hours that never end in one country'],
    ['workspaces/bad/policy.yaml', 'hours that drop everything'],
  ],
  'policy-push': [
    ['workspaces/bad/policy-warnings.yaml', 'push, which nothing goes out by yet'],
    ['authoring/policy/policy.test.ts', 'speaks of nothing where it speaks of push alone'],
  ],
  'policy-unlisted': [['workspaces/bad/policy-warnings.yaml', 'tags and categories that no template has']],
  'template-standing': [
    ['authoring/policy/policy.test.ts', 'is its tags, its priority and how long it is fresh'],
    ['authoring/policy/policy.test.ts', 'is nothing where it is not written'],
    ['workspaces/bad/templates.yaml', 'tags, a priority and a freshness that are none'],
  ],
  'policy-live': [
    ['activities/pacing.test.ts', 'goes out when they are over, under the policy that was published after its release'],
    ['activities/live.test.ts', 'in another process follows a switch and a release within two seconds'],
  ],
  'policy-caps': [['domain/pacing/caps.property.test.ts', 'never violates a window, wherever the user is']],
  'policy-room': [
    [
      'domain/pacing/caps.property.test.ts',
      'so every answer is justified at its instant, and every hold ends at the first that is free',
    ],
    ['domain/pacing/caps.property.test.ts', 'and with one cap as many go out as ever can'],
  ],
  'policy-reasons': [['domain/pacing/admit.test.ts', 'name every rule at once, and who used the room']],
  'policy-priority': [
    [
      'activities/pacing.test.ts',
      'that a nudge has reserved between two attempts goes to a more important one; the other waits and says so',
    ],
  ],
  'policy-consent': [
    [
      'activities/pacing.test.ts',
      'is dropped when its user has unsubscribed meanwhile; what is transactional is not even held',
    ],
    ['domain/profile/consents.test.ts', 'is what was said last of exactly that, and of one instant the stricter'],
  ],
  'policy-holdout': [['domain/pacing/admit.test.ts', 'drops every nudge but transactional ones, and says the bucket']],
  'policy-fresh': [['domain/pacing/admit.test.ts', 'ends with its time, is of one template, and says since when']],
  'policy-spread': [
    ['domain/pacing/spread.test.ts', 'gives each user an instant of their own, once'],
    ['domain/pacing/spread.test.ts', 'leaves alone what an event has caused'],
  ],
  'policy-rates': [
    ['activities/pacing.test.ts', 'holds nudges whose turn does not come within the minute, and says when it is'],
  ],
  'policy-transactional': [['activities/pacing.test.ts', 'does not stop what is transactional']],
};
