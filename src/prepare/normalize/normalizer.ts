/** What some fields need to know beyond their own value. */
export interface NormalizeContext {
  /**
   * The customer's country as lower-case alpha-2; `""` when the page named one that cannot be read, `undefined` when it
   * named none. The difference matters: a phone without any country is taken as American, as documented, while guessing
   * for a country that was named but not understood would hash somebody else's number.
   */
  readCountry: () => string | undefined;
  /** The page's languages as BCP 47 tags, in which country names are looked up; may be empty. */
  languages: readonly string[];
}

/** Brings one customer value into the form that Meta hashes; `""` when the value cannot be that field. */
export type Normalizer = (text: string, context: NormalizeContext) => string;
