/** The types of search attributes that Temporal knows. */
export type SearchAttributeType = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Name to type. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/** The same types as numbers of Temporal's protocol (temporal.api.enums.v1.IndexedValueType). */
export const indexedValueTypes: Readonly<Record<SearchAttributeType, number>> = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
};
