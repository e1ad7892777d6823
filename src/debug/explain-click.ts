import { ACTION, FORM } from "../capture/standard/class-names.ts";
import { findAbove } from "../capture/standard/flat-tree.ts";

/** What people press. */
const PRESSABLE = "button,a[href],[role=button],input[type=submit],input[type=image]";

/**
 * Why a click sends nothing, or undefined where it should have sent something or nobody would expect it to.
 *
 * Only for clicks of which the tag said nothing itself.
 */
export function explainClick(path: readonly Element[]): { title: string; why: string } | undefined {
  const pressed = path.find((element) => element.matches(PRESSABLE));
  const action = path.find((element) => element.matches(ACTION));
  const form = (pressed as HTMLButtonElement | undefined)?.form ?? undefined;
  const from = action ?? pressed;
  if (!from) return undefined;
  if (from.matches(":disabled,.disabled,[aria-disabled=true]")) {
    return { title: "Nothing sent", why: "What was clicked is disabled." };
  }
  const isMarked = action || findAbove(form ?? from, FORM);
  if (isMarked && form?.matches(":invalid") && !form.noValidate) {
    const fields = Array.from(
      form.querySelectorAll("input:invalid,select:invalid,textarea:invalid"),
      (field) => field.id,
    );
    return {
      title: "Nothing sent",
      why: `The form is not valid yet: ${fields.filter(Boolean).join(", ") || "a field"}.`,
    };
  }
  if (isMarked) return undefined;
  return {
    title: "Nothing marked",
    why: "What was clicked bears no action class, and is no button of a marked form.",
  };
}
