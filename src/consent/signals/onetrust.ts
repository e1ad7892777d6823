import type { Signal } from "../signal.ts";

/** OneTrust; `group` is the site's id of the advertising cookies. */
export const createOneTrust = (group: string): Signal => ({
  by: "onetrust",
  heardBy: "OneTrustGroupsUpdated",
  ask: ({ look }) =>
    look("OneTrust.IsAlertBoxClosed()") === true ? `,${look("OnetrustActiveGroups")},`.includes(`,${group},`) : null,
});
