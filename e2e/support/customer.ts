import type { CustomerData } from "../../src/wire/customer-data.ts";

/** What the page told of its customer: without the visitor's id, which the tag adds where cookies can be kept. */
export function customerOf({ customerData }: { customerData: CustomerData }): CustomerData {
  const { external_id: _visitor, ...customer } = customerData;
  return customer;
}
