/** Something that an operator has to look at. */
export interface Alert {
  /** What it is about, such as `pixel/shop/1001`. */
  key: string;
  message: string;
  since: number;
}
