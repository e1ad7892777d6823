import type { CustomerField } from "../../wire/customer-data.ts";
import { normalizeBirthDate } from "./birth-date.ts";
import { normalizeCity } from "./city.ts";
import { normalizeCountry } from "./country.ts";
import { normalizeCustomerPostal } from "./customer-postal.ts";
import { normalizeEmail } from "./email.ts";
import { normalizeExternalId } from "./external-id.ts";
import { normalizeGender } from "./gender.ts";
import { normalizeName } from "./name.ts";
import type { Normalizer } from "./normalizer.ts";
import { normalizePhone } from "./phone.ts";
import { normalizeState } from "./state.ts";

/** How each customer field is brought into the form that is hashed. All of them are; what is not listed does not travel. */
export const NORMALIZERS = {
  em: normalizeEmail,
  ph: normalizePhone,
  fn: normalizeName,
  ln: normalizeName,
  ge: normalizeGender,
  db: normalizeBirthDate,
  ct: normalizeCity,
  st: normalizeState,
  zp: normalizeCustomerPostal,
  country: normalizeCountry,
  external_id: normalizeExternalId,
} satisfies Record<CustomerField, Normalizer>;
