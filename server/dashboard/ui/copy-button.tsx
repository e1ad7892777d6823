import { useState } from "preact/hooks";
import { copyText } from "../../../public/js/copy-text.js";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 1600;

/** Copies a text, and says in the button itself whether that worked. */
export function useCopy(): { state: "idle" | "copied" | "refused"; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async (text: string) => {
    setState((await copyText(text)) ? "copied" : "refused");
    setTimeout(() => setState("idle"), SHOWN_MS);
  };
  return { state, copy };
}

/** A quiet button that copies `text()`. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const { state, copy } = useCopy();
  const words = { idle: label, copied: "Copied", refused: "Copying is not allowed here" };
  return (
    <button type="button" class="plain-button" onClick={() => copy(text())}>
      <Icon name="copy" />
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
