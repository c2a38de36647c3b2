import type { Rules } from './proof.ts';

/** Of conditions. */
export const conditionRules: Rules = {
  'condition-all': [
    ['domain/condition/semantics.cases.json', 'a mapping wants every clause'],
    ['domain/condition/semantics.cases.json', '$nor wants none'],
  ],
  'condition-meaning': [
    ['domain/condition/semantics.test.ts', 'what a condition means, as MongoDB’s manual has it'],
    [
      'domain/condition/memory-database.property.test.ts',
      'finds in the database exactly the users for whom it holds in memory',
    ],
    ['domain/condition/memory-sift.property.test.ts', 'says what sift says of its query over the stored user'],
  ],
  'condition-deviations': [['domain/condition/semantics.test.ts', 'as authored: $says']],
  'condition-typed': [
    ['domain/condition/problems.cases.json', 'a text for a number'],
    ['domain/condition/problems.cases.json', 'a number for a version'],
  ],
  'condition-date': [
    ['domain/condition/parse.test.ts', 'reads a bare date in the zone of the workspace'],
    ['domain/condition/semantics.cases.json', "a bare date begins in the workspace's zone"],
  ],
  'condition-version': [['domain/condition/semantics.cases.json', 'versions compare by number, not by text']],
  'condition-text': [
    ['domain/condition/semantics.cases.json', '$starts is literal'],
    ['domain/condition/semantics.cases.json', '$starts minds upper and lower case'],
  ],
  'condition-moving': [
    ['domain/condition/semantics.cases.json', '$ago includes its edge'],
    ['domain/condition/flip.property.test.ts', 'is the first instant after now at which its value differs'],
  ],
  'condition-missing': [
    ['domain/condition/semantics.cases.json', '$ne matches what is missing'],
    ['domain/condition/semantics.cases.json', '$nin matches what is missing'],
    ['domain/condition/semantics.cases.json', '$not matches what is missing'],
    ['domain/condition/explanations.cases.json', 'plan is not set, so not enterprise'],
  ],
  'condition-lists': [
    ['domain/condition/semantics.cases.json', 'two bounds may be met by two elements'],
    ['domain/condition/semantics.cases.json', '$elemMatch wants one element to meet all tests'],
  ],
  'condition-segments': [
    ['domain/condition/memberships.test.ts', 'of $says: $holds'],
    ['domain/condition/problems.cases.json', 'an operator that segments have not'],
  ],
  'condition-expanded': [['domain/condition/parse.test.ts', 'expands a segment to its condition']],
  'condition-count': [['domain/condition/holds.test.ts', 'counts an event that was never done as done 0 times']],
  'did-exact': [
    ['domain/condition/did.property.test.ts', 'holds in memory exactly when counting every event says so'],
    ['domain/condition/flip.property.test.ts', 'is the first millisecond in which an event has left its window'],
  ],
  'did-query': [
    ['domain/condition/did.property.test.ts', 'finds exactly the users of whom counting every event says so'],
  ],
  'did-days': [
    ['domain/condition/parse.test.ts', 'more than 20 times'],
    ['domain/condition/parse.test.ts', 'at most 20 times'],
    ['domain/condition/problems.cases.json', 'a window of hours for more than 20 times'],
  ],
  'did-once': [['domain/condition/parse.test.ts', 'takes did without times for at least once']],
  'did-newborns': [['domain/condition/parse.test.ts', 'a times of 0 without an age']],
  'feature-facts': [
    [
      'domain/condition/features.property.test.ts',
      'finds in the database exactly the users for whom it holds in memory',
    ],
    [
      'domain/condition/features.property.test.ts',
      'flips next at the first instant after now at which its value differs',
    ],
  ],
  'derived-order': [
    ['domain/profile/derive.property.test.ts', 'are those derived from all events, in any order'],
    ['domain/profile/derive.property.test.ts', 'are what the definitions say of all events'],
  ],
  'derived-complete': [
    [
      'domain/profile/named.test.ts',
      'is incomplete for who had events before it was defined, until it is derived from all of them',
    ],
    ['domain/condition/explain.test.ts', 'says of what is not derived from all events that it is still being counted'],
  ],
  'event-sequence': [
    ['domain/profile/named.cases.json', 'the end of the time counts'],
    ['domain/profile/named.cases.json', 'the other event told late counts what it covers'],
  ],
  'event-change': [
    ['domain/profile/named.cases.json', 'the first value that is told is no change'],
    ['domain/profile/named.cases.json', 'another value is a change, the same one is none'],
  ],
  'event-enrols': [['domain/enrolment/doors.test.ts', 'is by the event that counts as one, and no other']],
  'event-waits': [
    [
      'authoring/journey/named-waits.test.ts',
      'is for the event as it is sent, with the tests of both, under the name of the named one',
    ],
    ['authoring/journey/named-waits.test.ts', 'is ended by an event %s'],
  ],
  'condition-words': [
    [
      'domain/condition/explain.test.ts',
      'says what every clause met that decided, that of a segment after the segment',
    ],
    [
      'domain/condition/explain.test.ts',
      'agrees with the condition, has a reason, and no clause is longer than 120 bytes',
    ],
  ],
  'condition-refused': [
    ['domain/condition/problems.cases.json', 'an operator that is left out'],
    ['domain/condition/problems.cases.json', 'code'],
    ['domain/condition/problems.cases.json', 'an expression'],
  ],
  'condition-limits': [
    ['domain/condition/parse.test.ts', 'refuses a condition that is too large, once'],
    ['domain/condition/parse.test.ts', 'refuses a condition that is too deep'],
  ],
};
