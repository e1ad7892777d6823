import { STANDARD_EVENTS } from "../../wire/standard-events.ts";
import { ACTION_CLASS } from "./class-names.ts";

/**
 * The event that an action class stands for: by the site's own map, else by the words in the class, of which six letters
 * tell (`register` is a registration). Undefined where they tell no event, or several.
 */
export function findActionEvent(actionClass: string, actions: Readonly<Record<string, string>>): string | undefined {
  const [, words = ""] = ACTION_CLASS.exec(actionClass) ?? [];
  // The two that have words of their own.
  const told = words.replace(/\bbuy\b/, "checkout").replace(/\bpl(c|ace)-ord/, "purchase-");
  const [event, other] = STANDARD_EVENTS.filter(({ word }) => word && RegExp(`\\b${word.slice(0, 6)}`, "i").test(told));
  return actions[actionClass] ?? (other ? undefined : event?.name);
}
