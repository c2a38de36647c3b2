/** What JSON can hold; traits, properties and context are made of it. */
export type Scalar = string | number | boolean | null;
export type Json = Scalar | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
