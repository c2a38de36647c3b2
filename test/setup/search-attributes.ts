import type { SearchAttributes } from '../../dev/server/search-attributes.ts';

/** What the workflows upsert, as DESIGN says; `npm start` registers the same. */
export const searchAttributes: SearchAttributes = {
  UsherUser: 'Keyword',
  UsherJourney: 'Keyword',
  UsherStatus: 'Keyword',
  UsherStep: 'Keyword',
  UsherSince: 'Datetime',
  UsherRelease: 'Keyword',
  UsherArms: 'KeywordList',
};
