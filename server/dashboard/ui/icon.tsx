import { ICONS, type IconName } from "../../../public/js/icons.js";

/** A small outline icon; it says nothing to a screen reader, so a word has to stand beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}
